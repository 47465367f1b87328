import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CODE = ['package.json', 'node_modules', 'adapters', 'contract', 'documents', 'server'];

/**
 * Flags of Node's permission model for a child: code may be read, `readable` and `writable` folders as given, and
 * there is no network, no further process, no worker and no inspector.
 *
 * Native addons (image decoders, the model runtime) must be allowed, and native code is not held by these flags: they
 * bound what JavaScript can do. The empty environment and the deadline hold for both.
 */
export function childPermissions(options: { module: string; readable: string[]; writable: string[] }): string[] {
  const code = CODE.map((name) => join(ROOT, name));
  const readable = [...code, dirname(options.module), ...options.readable, ...options.writable];
  return [
    '--permission',
    '--allow-addons',
    '--disable-warning=SecurityWarning',
    ...withRealPaths(readable).map((path) => `--allow-fs-read=${path}`),
    ...withRealPaths(options.writable).map((path) => `--allow-fs-write=${path}`),
  ];
}

/** The check compares real paths in some calls and given paths in others, so a linked folder needs both. */
function withRealPaths(paths: string[]): string[] {
  return [...new Set(paths.flatMap((path) => [path, realPath(path)]))];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
