/**
 * Everything the page keeps in a browser, declared once: cookies and storage. A walk through every screen fails when it
 * finds a name that is not here. `*` at the end stands for any continuation.
 */
export interface BrowserStorageEntry {
  kind: 'cookie' | 'localStorage';
  name: string;
  purpose: string;
  /** How long it stays, in words a policy page can use. */
  duration: string;
  /** Needed for what the person asked for; nothing else is kept without consent. */
  necessary: boolean;
}

export const browserStorage: readonly BrowserStorageEntry[] = [
  {
    kind: 'cookie',
    name: '__Host-atelier_session',
    purpose: 'Keeps you signed in. The name has no prefix on an installation without HTTPS off loopback.',
    duration: 'Until you sign out, after two weeks without use, or after 90 days.',
    necessary: true,
  },
  {
    kind: 'cookie',
    name: 'atelier_session',
    purpose: 'The same, where the browser takes no prefixed cookie.',
    duration: 'Until you sign out, after two weeks without use, or after 90 days.',
    necessary: true,
  },
  {
    kind: 'localStorage',
    name: 'atelier.*',
    purpose:
      'Your theme, the state of the navigation, whether single-letter shortcuts are on, and the half-written prompt.',
    duration: 'Until you clear it; the prompt goes when you sign out.',
    necessary: true,
  },
  {
    kind: 'localStorage',
    name: 'tus::*',
    purpose: 'Where an interrupted upload goes on.',
    duration: 'Until the upload is finished.',
    necessary: true,
  },
];
