import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** A setting that cannot be used; the message says which, why and what would work. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

const port = z.coerce
  .number('takes a whole number from 1 to 65535')
  .int('takes a whole number')
  .min(1, 'is 1 at least')
  .max(65_535, 'is 65535 at most');

const schema = z.object({
  ATELIER_PORT: port.default(7331),
  ATELIER_HOST: z.string().default('127.0.0.1'),
  ATELIER_DATA_DIR: z.string().default('data'),
  ATELIER_PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'takes an address as in https://studio.example.org' })
    .optional(),
  ATELIER_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'takes an address as in postgres://user:password@host:5432/database' })
    .optional(),
  ATELIER_OBJECTS_URL: z.string().optional(),
  ATELIER_ROLES: z.string().default('web,worker'),
  ATELIER_SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'takes an address as in smtps://user:password@host' })
    .optional(),
  ATELIER_MAIL_FROM: z.string().optional(),
  ATELIER_ALLOWED_NETWORKS: z.string().default(''),
  ATELIER_TRUSTED_HOPS: z.coerce
    .number('takes a whole number from 0 to 5')
    .int('takes a whole number')
    .min(0, 'is 0 at least')
    .max(5, 'is 5 at most')
    .default(0),
  ATELIER_SIGN_UP_CREDITS: z.coerce
    .number('takes a whole number')
    .int('takes a whole number')
    .min(0, 'is 0 at least')
    .max(1_000_000, 'is 1000000 at most')
    .default(500),
  ATELIER_STORAGE_QUOTA_MB: z.coerce
    .number('takes a whole number')
    .int('takes a whole number')
    .min(1, 'is 1 at least')
    .default(20_000),
  /** For a person at a terminal only what needs attention; for a log file everything of interest. */
  ATELIER_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'is debug, info, warn or error').optional(),
  ATELIER_INSECURE_COOKIES: z.stringbool('is true or false').default(false),
});

type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type Environment = Omit<z.infer<typeof schema>, 'ATELIER_LOG_LEVEL'> & {
  ATELIER_LOG_LEVEL: LogLevel;
  roles: ReadonlySet<'web' | 'worker'>;
  dataDir: string;
};

export const usage = `
npm start -- [--port 7331] [--host 127.0.0.1] [--data FOLDER]

Starts Atelier with its database, its worker and its page. Everything it keeps is in the data folder.
All settings are in README.md.

`;

/** Settings from the environment, over them the command line: `npm start -- --port 5000 --data /srv/atelier`. */
export function readEnvironment(variables: NodeJS.ProcessEnv, args: string[], workingDir: string): Environment {
  const flags = readFlags(args);
  const given: Record<string, string | undefined> = { ...variables, ...flags };
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const name = String(issue?.path[0] ?? 'A setting');
    const said = name in flags ? `--${name === 'ATELIER_PORT' ? 'port' : 'host'}` : name;
    // An address may hold a password, so it is not shown.
    const value = name.endsWith('_URL') ? '' : ` You gave “${given[name] ?? ''}”.`;
    throw new SettingError(`${said} ${issue?.message}.${value} See “Settings” in README.md.`);
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
    ATELIER_LOG_LEVEL: settings.ATELIER_LOG_LEVEL ?? (process.stderr.isTTY ? 'warn' : 'info'),
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
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new SettingError(
      `${first.replace(/\.$/, '')}. Known are --port, --host and --data, as in: npm start -- --port 7332`,
    );
  }
}
