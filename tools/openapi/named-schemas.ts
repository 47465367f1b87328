import { apiKeySchema, meSchema, sessionSchema } from '#contract/api/accounts.ts';
import { balanceSchema, statementLineSchema } from '#contract/api/billing.ts';
import { localModelSchema, modelSchema } from '#contract/api/catalog.ts';
import { jobRequestSchema, jobSchema, quoteSchema } from '#contract/api/jobs.ts';
import { assetDetailsSchema, assetSchema } from '#contract/api/library.ts';
import { mailSchema } from '#contract/api/notifications.ts';
import { errorDetailsSchema } from '#contract/errors.ts';
import { inputSlotSchema, operationSchema, parameterSchema } from '#contract/operations/operation.ts';

/** The shapes that have a name in the document; every other one is written where it is used. */
export const namedSchemas = {
  ErrorDetails: { schema: errorDetailsSchema },
  Me: { schema: meSchema },
  Session: { schema: sessionSchema },
  ApiKey: { schema: apiKeySchema },
  Mail: { schema: mailSchema },
  Balance: { schema: balanceSchema },
  StatementLine: { schema: statementLineSchema },
  Parameter: { schema: parameterSchema },
  InputSlot: { schema: inputSlotSchema },
  Operation: { schema: operationSchema },
  LocalModel: { schema: localModelSchema },
  Model: { schema: modelSchema },
  Asset: { schema: assetSchema },
  AssetDetails: { schema: assetDetailsSchema },
  JobRequest: { schema: jobRequestSchema },
  Quote: { schema: quoteSchema },
  Job: { schema: jobSchema },
} as const;
