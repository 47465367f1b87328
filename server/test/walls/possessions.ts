import type { Tenant } from './activity.ts';
import { findCanaries, needlesOf } from './canaries.ts';
import type { Queryable } from './read-catalog.ts';
import type { Target } from './target.ts';

/** Which of a tenant's ids and words occur in an answer that somebody else got. */
export function findPossessions(tenant: Tenant, text: string): string[] {
  const ids = Object.entries({
    workspaceId: tenant.person.workspaceId,
    accountId: tenant.person.accountId,
    apiKeyId: tenant.apiKey.id,
    sessionId: tenant.sessionId,
    uploadId: tenant.uploadId,
    uploadedAssetId: tenant.uploadedAssetId,
    generatedAssetId: tenant.generatedAssetId,
    trashedAssetId: tenant.trashedAssetId,
    jobId: tenant.jobId,
    openQuoteId: tenant.openQuoteId,
    publicKeyId: tenant.apiKey.secret.split('_')[1] ?? '',
  });
  return [
    ...ids.filter(([, id]) => text.includes(id)).map(([name]) => name),
    ...findCanaries(text, needlesOf(tenant.canaries)),
  ];
}

/** What a visitor may cause with an address alone: mails to it, their tokens, and attempts counted against it. */
const anybodyMayCause = ['mails', 'account_tokens', 'rate_buckets', 'migrations'];

/** A digest per table of all rows of one party: what others do must not change it. */
export async function digestRows(
  admin: Queryable,
  targets: readonly Target[],
  tenant: Tenant,
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const target of targets) {
    if (target.relation.schema !== 'app' || !target.ownerColumn || anybodyMayCause.includes(target.relation.name))
      continue;
    const { rows } = await admin.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${target.name} t where t."${target.ownerColumn}" = $1`,
      [target.owner(tenant.person)],
    );
    digests[target.relation.name] = rows[0]?.digest ?? '';
  }
  return digests;
}
