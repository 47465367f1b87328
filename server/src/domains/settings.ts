/** Settings that domains read. Filled by `bin/` from the environment and the edition; nothing else reads either. */
export interface Settings {
  edition: string;
  version: string;
  /** Public address of the installation, without a trailing slash. */
  publicUrl: string;
  /** Cookies get the `__Host-` prefix and `Secure` where the browser accepts them: HTTPS or loopback. */
  secureCookies: boolean;
  signUpGrantCredits: number;
  /** Null: these credits never expire. */
  signUpGrantDays: number | null;
  storageQuotaBytes: number;
  maximumUploadBytes: number;
  sessionIdleMinutes: number;
  sessionMaximumDays: number;
  /** Jobs of one workspace that may be unfinished at once. */
  maximumActiveJobs: number;
  dataDir: string;
}
