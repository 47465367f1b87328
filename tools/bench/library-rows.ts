import pg from 'pg';

/** Puts assets `from` … `to` with thumbnail and preview into a workspace, past every wall, as if they had come over a year. */
export async function addAssets(
  adminUrl: string,
  { workspaceId, from, to }: { workspaceId: string; from: number; to: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query('set local session_replication_role = replica');
    const hash = (salt: string) => `encode(sha256(convert_to('${salt}' || i, 'UTF8')), 'hex')`;
    await client.query(
      `create temp table made on commit drop as
       select i, gen_random_uuid() id, ${hash('o')} original, ${hash('t')} thumbnail, ${hash('p')} preview,
              'photo ' || i name,
              'a ' || (array['quiet', 'stormy', 'golden', 'foggy'])[1 + i % 4] || ' ' || (array['harbour', 'valley', 'street'])[1 + i % 3] || ' at dusk' prompt,
              timestamptz '2025-11-20' + i * interval '29 seconds' created_at
         from generate_series($1::int + 1, $2::int) i`,
      [from, to],
    );
    await client.query(
      `insert into app.objects (workspace_id, sha256, size_bytes, media_type)
       select $1::uuid, hash, 20000, 'image/webp' from made, unnest(array[original, thumbnail, preview]) hash on conflict do nothing`,
      [workspaceId],
    );
    await client.query(
      `insert into app.assets (id, workspace_id, kind, name, media_type, size_bytes, sha256, width, height, thumbhash, source, derivatives, prompt, search_text, created_at)
       select id, $1::uuid, 'image', name, 'image/jpeg', 2000000, original, 4000, 3000, 'lRgOC4BneIePdoeIZ4+H9ng=', 'uploaded', 'ready', prompt,
              array_to_tsvector(array(select distinct unnest('@' || $1::uuid::text || string_to_array(name || ' ' || prompt, ' ')))), created_at from made`,
      [workspaceId],
    );
    for (const name of ['thumbnail', 'preview']) {
      await client.query(
        `insert into app.renditions (workspace_id, asset_id, name, sha256, media_type, width, height, size_bytes)
         select $1::uuid, id, '${name}', ${name}, 'image/webp', 480, 360, 20000 from made`,
        [workspaceId],
      );
    }
    await client.query('commit');
    await client.query('vacuum analyze app.assets, app.renditions, app.objects');
  } finally {
    await client.end();
  }
}
