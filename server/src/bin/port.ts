import { createServer } from 'node:net';
import { SettingError } from './environment.ts';
import type { Environment } from './environment.ts';

type Place = Pick<Environment, 'ATELIER_PORT' | 'ATELIER_HOST'>;

/** Says within a moment that the port cannot be had, before anything else is started. */
export function checkPort(place: Place): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explainPort(error, place)));
    probe.listen({ port: place.ATELIER_PORT, host: place.ATELIER_HOST }, () => probe.close(() => resolve()));
  });
}

/** A failed attempt to listen, with the way out where we know one. */
export function explainPort(error: unknown, { ATELIER_PORT: port, ATELIER_HOST: host }: Place): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = port < 65_535 ? port + 1 : port - 1;
  if (code === 'EADDRINUSE') {
    return new SettingError(`Port ${port} is taken by another program. Choose another: npm start -- --port ${another}`);
  }
  if (code === 'EACCES') {
    return new SettingError(
      `Port ${port} may not be used by this user. Choose one above 1023: npm start -- --port 7331`,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new SettingError(
      `This machine has no address ${host}. Use --host 127.0.0.1 for this machine alone, or --host 0.0.0.0 for its network.`,
    );
  }
  return error;
}
