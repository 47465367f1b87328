import type { Command } from '../command.ts';

/** Loaded when called for: starting stays fast, whatever the others need. */
const loaders: Readonly<Record<string, () => Promise<Command>>> = {
  generate: async () => (await import('./generate.ts')).generate,
  run: async () => (await import('./run.ts')).run,
  upload: async () => (await import('./upload.ts')).upload,
  models: async () => (await import('./models.ts')).models,
  jobs: async () => (await import('./jobs.ts')).jobs,
  balance: async () => (await import('./balance.ts')).balance,
  login: async () => (await import('./login.ts')).login,
  logout: async () => (await import('./logout.ts')).logout,
  help: async () => (await import('./help.ts')).help,
};

export const commandNames: readonly string[] = Object.keys(loaders);

/** Null for a name that is none of ours. */
export async function loadCommand(name: string): Promise<Command | null> {
  return Object.hasOwn(loaders, name) ? ((await loaders[name]?.()) ?? null) : null;
}
