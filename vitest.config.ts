import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,documents,editions,adapters,server,web,sdk,cli,emulators,tools}/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
