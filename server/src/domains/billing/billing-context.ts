import type { Ctx, Ports } from '../slice.ts';

/** What the ledger needs of a caller: the open transaction and whose credits move. Every `Ctx` fits. */
export interface BillingContext {
  tx: Ctx['tx'];
  ports: Pick<Ports, 'database' | 'clock' | 'ids'>;
  workspace: { id: string };
}
