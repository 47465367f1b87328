export { bookProviderLoss } from './book-provider-loss.ts';
export { checkInvariants } from './check-invariants.ts';
export { findViolations } from './find-violations.ts';
export { getBalance } from './get-balance.ts';
export { grantCredits } from './grant-credits.ts';
export { holdCredits } from './hold-credits.ts';
export { listStatement } from './list-statement.ts';
export { releaseHold, settleHold } from './settle-hold.ts';
export { sweepExpired } from './sweep-expired.ts';
