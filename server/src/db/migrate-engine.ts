import { DBOS } from '@dbos-inc/dbos-sdk';

/** Brings the engine library's own tables to its newest version. */
export async function migrateEngine(adminUrl: string): Promise<void> {
  // The library announces this step on the console and takes no logger for it; starting tells its steps in our words.
  const { log } = console;
  console.log = () => {};
  try {
    await DBOS.migrate(adminUrl);
  } finally {
    console.log = log;
  }
}
