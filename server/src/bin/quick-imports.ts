import { registerHooks } from 'node:module';

/**
 * Loads drizzle-orm without Node asking its package.json (180 KB) again for each of its 300 files: that took 0.4 s of
 * processor time and left 220 MB of memory behind. Its own files import each other by full names and are all modules, so
 * nothing needs to be asked. Imported before anything that imports the package, also as `node --import`.
 */
registerHooks({
  resolve(specifier, context, next) {
    const isInside = specifier.startsWith('.') && context.parentURL?.includes('/node_modules/drizzle-orm/');
    if (!isInside) return next(specifier, context);
    return { url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true };
  },
});
