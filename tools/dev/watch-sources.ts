import { watch } from 'node:fs';
import path from 'node:path';

const settleMs = 150;

/** Tells of changed source files, once for changes that come together; tests are not among them. */
export function watchSources(
  root: string,
  folders: readonly string[],
  onChange: (file: string) => void,
): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  const watchers = folders.map((folder) =>
    watch(path.join(root, folder), { recursive: true }, (_event, name) => {
      if (name === null || !/\.(ts|json|sql)$/.test(name) || /\.(test|fixture)\.ts$/.test(name)) return;
      // An editor writes several times, and a branch switch many files.
      clearTimeout(timer);
      timer = setTimeout(() => onChange(path.join(folder, name)), settleMs);
    }),
  );
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
