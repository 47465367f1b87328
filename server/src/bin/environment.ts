import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A setting that cannot be used; the message says which, why and what would work. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const schema = z.object({
  ATELIER_PORT: z.coerce.number().int().min(1).max(65_535).default(7331),
  ATELIER_HOST: z.string().default('127.0.0.1'),
  ATELIER_DATA_DIR: z.string().default('data'),
  ATELIER_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ATELIER_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ATELIER_OBJECTS_URL: z.string().optional(),
  ATELIER_ROLES: z.string().default('web,worker'),
  ATELIER_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  ATELIER_MAIL_FROM: z.string().optional(),
  ATELIER_ALLOWED_NETWORKS: z.string().default(''),
  ATELIER_TRUSTED_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  ATELIER_SIGN_UP_CREDITS: z.coerce.number().int().min(0).max(1_000_000).default(500),
  ATELIER_STORAGE_QUOTA_MB: z.coerce.number().int().min(1).default(20_000),
  ATELIER_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  ATELIER_INSECURE_COOKIES: z.stringbool().default(false),
});

export type Environment = z.infer<typeof schema> & { roles: ReadonlySet<'web' | 'worker'>; dataDir: string };

/** Settings from the environment, over them the command line: `npm start -- --port 5000 --data /srv/atelier`. */
export function readEnvironment(variables: NodeJS.ProcessEnv, args: string[], workingDir: string): Environment {
  const flags = readFlags(args);
  const given = { ...variables, ...flags };
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? 'A setting');
    throw new SettingError(`${name} cannot be used: ${issue?.message}. You gave “${given[name] ?? ''}”. See “Settings” in README.md.`);
  }
  const settings = parsed.data;
  const roles = settings.ATELIER_ROLES.split(',').map((role) => role.trim());
  const unknown = roles.find((role) => role !== 'web' && role !== 'worker');
  if (unknown !== undefined) {
    throw new SettingError(`ATELIER_ROLES knows “web” and “worker”, not “${unknown}”. Use ATELIER_ROLES=web,worker.`);
  }
  if (settings.ATELIER_SMTP_URL && !settings.ATELIER_MAIL_FROM) {
    throw new SettingError('ATELIER_SMTP_URL needs ATELIER_MAIL_FROM, the address mails come from.');
  }
  const home = settings.ATELIER_DATA_DIR.replace(/^~(?=\/)/, homedir());
  return {
    ...settings,
    roles: new Set(roles as ('web' | 'worker')[]),
    dataDir: isAbsolute(home) ? home : resolve(join(workingDir, home)),
  };
}

function readFlags(args: string[]): Record<string, string | undefined> {
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string' }, host: { type: 'string' }, data: { type: 'string' } },
    });
    return {
      ...(values.port !== undefined && { ATELIER_PORT: values.port }),
      ...(values.host !== undefined && { ATELIER_HOST: values.host }),
      ...(values.data !== undefined && { ATELIER_DATA_DIR: values.data }),
    };
  } catch (error) {
    throw new SettingError(`${error instanceof Error ? error.message : String(error)} Known are --port, --host and --data.`);
  }
}
