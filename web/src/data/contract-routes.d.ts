/** Method and path of every endpoint, made from the contract at build time (vite.config.ts): the page ships no schemas. */
declare module 'virtual:contract-routes' {
  import type { api } from '#contract/api/index.ts';

  export const routes: typeof api;
}
