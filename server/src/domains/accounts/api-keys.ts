import { hash } from '@node-rs/bcrypt';
import type { z } from 'zod';
import type { apiKeySchema } from '#contract/api/accounts.ts';
import { AtelierError } from '#contract/errors.ts';
import { sha256Hex } from '../../kernel/ids.ts';
import type { Ctx } from '../slice.ts';
import { accountOf } from './account-of.ts';
import { writeApiKey } from './api-key.ts';
import { countApiKeys, insertApiKey, listApiKeyRows, revokeApiKeyRow } from './queries.ts';
import type { ApiKeyRow } from './queries.ts';
import { requireRole } from './require-role.ts';

type ApiKey = z.infer<typeof apiKeySchema>;
const bcryptCost = 10;
export const apiKeysLimit = 50;

export async function createApiKey(ctx: Ctx, input: { name: string }): Promise<{ key: ApiKey; secret: string }> {
  requireRole(ctx, 'editor');
  if ((await countApiKeys(ctx.tx)) >= apiKeysLimit) {
    throw new AtelierError('quota_exceeded', 'This workspace has as many API keys as it may.', {
      thing: 'API keys',
      limit: `${apiKeysLimit} per workspace`,
      remedy: 'Revoke one that is no longer used.',
    });
  }
  const { ids, clock } = ctx.ports;
  const secret = ids.secret(30);
  const row = {
    id: ids.uuid(),
    workspaceId: ctx.workspace.id,
    accountId: accountOf(ctx),
    name: input.name,
    publicId: sha256Hex(ids.secret(32)).slice(0, 16),
    secretHash: await hash(secret, { cost: bcryptCost }),
    createdAt: clock.now(),
    lastUsedAt: null,
    revokedAt: null,
  };
  await insertApiKey(ctx.tx, row);
  return { key: viewOf(row), secret: writeApiKey(row.publicId, secret) };
}

export async function listApiKeys(ctx: Ctx): Promise<{ items: ApiKey[] }> {
  return { items: (await listApiKeyRows(ctx.tx, apiKeysLimit * 4)).map(viewOf) };
}

/** Takes effect at once: the row is read at every use. */
export async function revokeApiKey(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  requireRole(ctx, 'editor');
  if ((await revokeApiKeyRow(ctx.tx, input.id, ctx.ports.clock.now())) === 0) {
    throw new AtelierError('not_found', 'There is no such API key.', {
      thing: 'API key',
      remedy: 'See the list in Settings.',
    });
  }
  return {};
}

function viewOf(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: `atl_${row.publicId}`,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
