import type { Settings } from '../domains/settings.ts';
import type { Environment } from './environment.ts';

/** The default edition `studio`, with what the environment changes. */
export function settingsFrom(environment: Environment, version: string): Settings {
  const { ATELIER_HOST: host, ATELIER_PORT: port } = environment;
  const shownHost = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  const publicUrl = (environment.ATELIER_PUBLIC_URL ?? `http://${shownHost}:${port}`).replace(/\/$/, '');
  const { protocol, hostname } = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return {
    edition: 'studio',
    version,
    publicUrl,
    // Browsers take `__Host-` cookies over HTTPS and on loopback only.
    secureCookies: (protocol === 'https:' || loopback) && !environment.ATELIER_INSECURE_COOKIES,
    signUpGrantCredits: environment.ATELIER_SIGN_UP_CREDITS,
    signUpGrantDays: null,
    storageQuotaBytes: environment.ATELIER_STORAGE_QUOTA_MB * 1_000_000,
    maximumUploadBytes: 2_000_000_000,
    sessionIdleMinutes: 14 * 24 * 60,
    sessionMaximumDays: 90,
    maximumActiveJobs: 100,
    dataDir: environment.dataDir,
  };
}
