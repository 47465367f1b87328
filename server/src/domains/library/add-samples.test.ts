import { afterAll, beforeAll, expect, it } from 'vitest';
import { getAssetDetails } from './get-asset.ts';
import { createTestLibrary, until } from './library.fixture.ts';
import type { TestLibrary } from './library.fixture.ts';
import { listAssets } from './list-assets.ts';
import { samples } from './samples.ts';

let library: TestLibrary;
beforeAll(async () => {
  library = await createTestLibrary();
});
afterAll(() => library.close());

it('gives a new workspace its sample photographs with thumbnails, licence and source', async () => {
  const { workspaceId, accountId } = await library.addWorkspace();
  const list = async () =>
    (await library.as(workspaceId, (ctx) => listAssets(ctx, { limit: 50, trashed: false }))).items;
  await library.as(workspaceId, (ctx) =>
    ctx.ports.facts.announce(ctx, 'workspace.created', { workspaceId, accountId }),
  );
  await until(async () => {
    const states = (await list()).map((asset) => asset.derivatives);
    return states.length === samples.length && states.every((state) => state === 'ready');
  });
  const assets = await list();
  expect(assets.map((asset) => [asset.name, asset.source])).toEqual(samples.map((sample) => [sample.name, 'sample']));
  const details = await Promise.all(
    assets.map((asset) => library.as(workspaceId, (ctx) => getAssetDetails(ctx, asset.id))),
  );
  expect(details.map((one) => one.attribution)).toEqual(samples.map((sample) => sample.attribution));
  for (const { licence, source } of samples.map((sample) => sample.attribution)) {
    expect(licence).toContain('CC0-1.0');
    expect(source).toMatch(/^http:\/\/www\.getty\.edu\//);
  }
});
