import { route } from '../route.ts';
import { getBalance } from './get-balance.ts';
import { listStatement } from './list-statement.ts';

export const billingRoutes = {
  balance: route.billing.balance.handler(({ context }) => context.transact(getBalance)),
  statement: route.billing.statement.handler(({ input, context }) =>
    context.transact((ctx) => listStatement(ctx, input)),
  ),
};
