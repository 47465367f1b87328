import pg from 'pg';

const lockKey = 7420004;

/**
 * Claims a database for this process until it ends, however it ends. Null when another living process
 * has it.
 */
export async function claimSoleUse(url: string): Promise<{ release(): Promise<void> } | null> {
  const client = new pg.Client({ connectionString: url, application_name: 'atelier-sole-use' });
  // The claim is lost together with the database itself; whoever works with that notices by itself.
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1) as free', [lockKey]);
  if (!rows[0]?.free) {
    await client.end();
    return null;
  }
  return { release: () => client.end() };
}
