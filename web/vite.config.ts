import tailwindcss from '@tailwindcss/vite';
import { minifyContractRouter } from '@orpc/contract';
import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { api } from '../contract/api/index.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), contractRoutes(), preloadFont()],
  // Replaced by the server with a new nonce in every answer (server/src/http/web-pages.ts).
  html: { cspNonce: 'ATELIER_CSP_NONCE' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // light-dark(), oklch() and nesting are shipped as written; older engines would get a transpiled and larger sheet.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Few files to open the page with: the frame, the parts that screens share, and what only floating parts need.
        codeSplitting: {
          groups: [
            {
              name: 'frame',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|use-sync-external-store)[\\/]/,
              priority: 3,
            },
            { name: 'floating', test: /node_modules[\\/](@base-ui|@floating-ui)[\\/]/, minShareCount: 2, priority: 2 },
            { name: 'parts', test: isPart, minShareCount: 2, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/files'].map((path) => [path, process.env.ATELIER_URL ?? 'http://127.0.0.1:7331']),
    ),
  },
});

/** What most screens share, without the controls that bring floating parts along: those arrive when one is opened. */
function isPart(id: string): boolean {
  if (/primitives[\\/](loaded[\\/]|select|number-field|tabs)/.test(id)) return false;
  return /web[\\/]src[\\/](design|data)[\\/]|lucide-react|@orpc|contract-routes/.test(id);
}

/** `virtual:contract-routes`: methods and paths of the API without its schemas, which would weigh more than the page. */
function contractRoutes(): Plugin {
  const id = 'virtual:contract-routes';
  return {
    name: 'contract-routes',
    resolveId: (source) => (source === id ? `\0${id}` : null),
    load: (resolved) =>
      resolved === `\0${id}` ? `export const routes = ${JSON.stringify(minifyContractRouter(api))};` : null,
  };
}

/** The text face is asked for with the page, not after the style sheet has been read. */
function preloadFont(): Plugin {
  return {
    name: 'preload-font',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => file.includes('inter-latin-opsz'))
          .map((file) => ({
            tag: 'link',
            injectTo: 'head-prepend',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
          })),
    },
  };
}
