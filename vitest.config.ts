import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{contract,documents,editions,adapters,server,web,sdk,cli,emulators,tools}/**/*.test.{ts,tsx}'],
    globalSetup: ['server/test/postgres.ts'],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    maxWorkers: 2,
  },
});
