import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { objectKey } from '#adapters/objects/spec.ts';
import { addAsset } from './add-asset.ts';
import type { NewAssetInput } from './add-asset.ts';
import { getAsset, getAssetDetails } from './get-asset.ts';
import { createTestLibrary, until } from './library.fixture.ts';
import type { TestLibrary } from './library.fixture.ts';
import { listAssets } from './list-assets.ts';
import { openInput } from './open-input.ts';
import { storeFile } from './store-file.ts';
import { deleteAssets, restoreAssets, trashAssets } from './trash-assets.ts';
import { updateAsset } from './update-asset.ts';

let library: TestLibrary;
let workspaceId: string;
beforeAll(async () => {
  library = await createTestLibrary();
});
afterAll(() => library.close());

async function freshWorkspace(): Promise<string> {
  ({ workspaceId } = await library.addWorkspace());
  return workspaceId;
}

async function add(content: string | Buffer, input: Partial<NewAssetInput> = {}, into = workspaceId) {
  const file = await storeFile(library.ports, { workspaceId: into, path: await library.file(content) });
  return library.as(into, (ctx) => addAsset(ctx, { file, name: 'A note', source: 'uploaded', ...input }));
}

const list = (input: Partial<Parameters<typeof listAssets>[1]> = {}, of = workspaceId) =>
  library.as(of, (ctx) => listAssets(ctx, { limit: 50, trashed: false, ...input }));
const names = async (input: Partial<Parameters<typeof listAssets>[1]> = {}) =>
  (await list(input)).items.map((item) => item.name);
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: width % 255, g: 90, b: 40 } } })
    .png()
    .toBuffer();

describe('the library', () => {
  it('derives thumbnails of a picture and tells the browser', async () => {
    await freshWorkspace();
    const asset = await add(await picture(2000, 1000), { name: 'Sunset' });
    expect(asset).toMatchObject({ kind: 'image', derivatives: 'processing', width: null });
    await until(async () => (await library.as(workspaceId, (ctx) => getAsset(ctx, asset.id))).derivatives === 'ready');
    const ready = await library.as(workspaceId, (ctx) => getAsset(ctx, asset.id));
    expect(ready).toMatchObject({ width: 2000, height: 1000, thumbhash: expect.any(String) });
    expect(ready.urls.thumbnail).toMatch(/^\/files\/[0-9a-f]{64}\?/);
    const { rows } = await library.test.admin.query(
      'select type, payload from app.events where workspace_id = $1 order by id',
      [workspaceId],
    );
    expect(rows.map((row) => [row.type, row.payload.assetId])).toEqual([
      ['asset.added', asset.id],
      ['asset.changed', asset.id],
    ]);
    const holds = await library.test.admin.query(
      'select 1 from app.objects where workspace_id = $1 and held_until is not null',
      [workspaceId],
    );
    expect(holds.rowCount).toBe(0);
  });

  it('says that a damaged picture has no thumbnail, and keeps the original', async () => {
    await freshWorkspace();
    const damaged = (await picture(600, 600)).subarray(0, 700);
    const asset = await add(damaged, { name: 'Torn' });
    await until(async () => (await library.as(workspaceId, (ctx) => getAsset(ctx, asset.id))).derivatives === 'failed');
    const { path, release } = await openInput(library.ports, { workspaceId, assetId: asset.id });
    expect((await readFile(path)).equals(damaged)).toBe(true);
    await release();
  });

  it('pages newest first without losing or doubling any, also within one millisecond', async () => {
    await freshWorkspace();
    for (let index = 0; index < 7; index += 1) await add(`note ${index}`, { name: `note ${index}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 3, cursor });
      seen.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['note 6', 'note 5', 'note 4', 'note 3', 'note 2', 'note 1', 'note 0']);
    await expect(list({ cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('finds by the beginnings of words in name and prompt, whatever their case and accents', async () => {
    await freshWorkspace();
    await add('one', { name: 'Café_at-dusk.JPG', prompt: 'a quiet street' });
    await add('two', { name: 'lighthouse', prompt: 'a lighthouse at DUSK, oil paint', source: 'generated' });
    expect(await names({ search: 'dus' })).toEqual(['lighthouse', 'Café_at-dusk.JPG']);
    expect(await names({ search: 'cafe jp' })).toEqual(['Café_at-dusk.JPG']);
    expect(await names({ search: 'oil', source: 'generated' })).toEqual(['lighthouse']);
    expect(await names({ search: 'oil', source: 'uploaded' })).toEqual([]);
    expect(await names({ search: "'); drop table app.assets; --" })).toEqual([]);
    expect(await names({ search: '!!!' })).toEqual([]);
    expect((await list({ search: 'dusk', limit: 1 })).nextCursor).not.toBeNull();
  });

  it('renames, and is then found by the new name only', async () => {
    await freshWorkspace();
    const asset = await add('content', { name: 'before' });
    await library.as(workspaceId, (ctx) => updateAsset(ctx, { id: asset.id, name: 'after', favourite: true }));
    expect([
      await names({ search: 'before' }),
      await names({ search: 'after' }),
      await names({ favourite: true }),
    ]).toEqual([[], ['after'], ['after']]);
  });

  it('shows a workspace nothing of another, by list, search, id or content', async () => {
    const mine = await freshWorkspace();
    const asset = await add('a secret', { name: 'secret' });
    const other = await freshWorkspace();
    expect([await names(), await names({ search: 'secret' })]).toEqual([[], []]);
    await expect(library.as(other, (ctx) => getAssetDetails(ctx, asset.id))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(openInput(library.ports, { workspaceId: other, assetId: asset.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(library.as(other, (ctx) => updateAsset(ctx, { id: asset.id, name: 'mine' }))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await library.as(other, (ctx) => trashAssets(ctx, { ids: [asset.id] }))).toEqual({ count: 0 });
    const { sha256, sizeBytes, mediaType, kind } = {
      ...(await library.as(mine, (ctx) => getAssetDetails(ctx, asset.id))),
      sizeBytes: 8,
      mediaType: 'text/plain',
      kind: 'text' as const,
    };
    const stolen = library.as(other, (ctx) =>
      addAsset(ctx, { file: { sha256, sizeBytes, mediaType, kind }, name: 'stolen', source: 'uploaded' }),
    );
    await expect(stolen).rejects.toThrow('its workspace holds');
  });

  it('lets a viewer look and not touch', async () => {
    await freshWorkspace();
    const asset = await add('content');
    expect((await library.as(workspaceId, (ctx) => getAsset(ctx, asset.id), 'viewer')).id).toBe(asset.id);
    await expect(
      library.as(workspaceId, (ctx) => trashAssets(ctx, { ids: [asset.id] }), 'viewer'),
    ).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('tells what an asset was made from and what was made from it, and adds each output once', async () => {
    await freshWorkspace();
    const parent = await add('the original', { name: 'parent' });
    const madeBy = {
      jobId: library.ports.ids.uuid(),
      outputIndex: 0,
      operation: 'image.upscale',
      model: 'local/upscaler',
      parameters: { factor: 2 },
      creditsCharged: 3,
      createdAt: library.clock.now(),
    };
    const derived = {
      name: 'child',
      source: 'generated' as const,
      madeBy,
      madeFrom: [{ name: 'image', assetId: parent.id }],
    };
    const child = await add('the larger one', derived);
    expect((await add('the larger one', derived)).id).toBe(child.id);
    const step = {
      jobId: madeBy.jobId,
      operation: 'image.upscale',
      model: 'local/upscaler',
      parameters: { factor: 2 },
      creditsCharged: 3,
      createdAt: madeBy.createdAt.toISOString(),
    };
    expect(await library.as(workspaceId, (ctx) => getAssetDetails(ctx, child.id))).toMatchObject({
      madeBy: step,
      madeFrom: [{ name: 'image', asset: { id: parent.id } }],
      usedIn: [],
    });
    expect(await library.as(workspaceId, (ctx) => getAssetDetails(ctx, parent.id))).toMatchObject({
      madeBy: null,
      madeFrom: [],
      usedIn: [{ step, asset: { id: child.id } }],
    });
    expect(await names()).toEqual(['child', 'parent']);
  });

  it('trashes, restores, and deletes only what is in the trash', async () => {
    await freshWorkspace();
    const asset = await add('short-lived', { name: 'gone' });
    const ids = [asset.id];
    expect(await library.as(workspaceId, (ctx) => deleteAssets(ctx, { ids }))).toEqual({ count: 0 });
    await library.as(workspaceId, (ctx) => trashAssets(ctx, { ids }));
    expect([await names(), await names({ trashed: true }), await names({ search: 'gone' })]).toEqual([
      [],
      ['gone'],
      [],
    ]);
    await library.as(workspaceId, (ctx) => restoreAssets(ctx, { ids }));
    expect(await names()).toEqual(['gone']);
    await library.as(workspaceId, (ctx) => trashAssets(ctx, { ids }));
    expect(await library.as(workspaceId, (ctx) => deleteAssets(ctx, { ids }))).toEqual({ count: 1 });
    expect(await names({ trashed: true })).toEqual([]);
  });

  it('deletes bytes with the last asset of any workspace that points to them', async () => {
    const first = await freshWorkspace();
    const one = await add('the same bytes');
    const second = await freshWorkspace();
    const two = await add('the same bytes');
    const key = objectKey((await library.as(first, (ctx) => getAssetDetails(ctx, one.id))).sha256);
    const sweeps = async () =>
      (
        await library.test.admin.query(
          "select 1 from dbos.workflow_status where name = 'library.sweep-objects' and status = 'SUCCESS'",
        )
      ).rowCount ?? 0;
    const before = await sweeps();
    await library.as(first, (ctx) => trashAssets(ctx, { ids: [one.id] }));
    await library.as(first, (ctx) => deleteAssets(ctx, { ids: [one.id] }));
    await until(async () => (await sweeps()) > before);
    expect(await library.ports.objects.stat(key)).toEqual({ sizeBytes: 14 });
    await library.as(second, (ctx) => trashAssets(ctx, { ids: [two.id] }));
    await library.as(second, (ctx) => deleteAssets(ctx, { ids: [two.id] }));
    await until(async () => (await library.ports.objects.stat(key)) === null);
  });

  it('refuses a file of no known kind, and removes nothing', async () => {
    await freshWorkspace();
    const path = await library.file('<!doctype html><script>alert(1)</script>');
    await expect(storeFile(library.ports, { workspaceId, path })).rejects.toMatchObject({ code: 'unsupported_media' });
    expect(await readFile(path, 'utf8')).toContain('doctype');
  });
});
