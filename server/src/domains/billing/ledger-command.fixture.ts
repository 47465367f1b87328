import fc from 'fast-check';
import { AtelierError } from '#contract/errors.ts';
import { bookProviderLoss } from './index.ts';
import { dayMs } from './ledger.fixture.ts';
import type { TestLedger } from './ledger.fixture.ts';

/** Few jobs and reasons, so that the same id comes again by itself, with the same figures or with others. */
const jobCount = 5;
const reasonCount = 5;

export type LedgerCommand =
  | { verb: 'grant'; reason: number; credits: number; days: number | null; source: 'promotion' | 'issuance' }
  | { verb: 'hold'; job: number; credits: number }
  /** `percent` of what the job holds; above 100 must be refused. */
  | { verb: 'settle'; job: number; percent: number }
  | { verb: 'refund'; lot: number; credits: number; attempt: number }
  | { verb: 'lose'; job: number; credits: number }
  | { verb: 'wait'; hours: number }
  | { verb: 'sweep' }
  /** Does an earlier command again, as a retry would. */
  | { verb: 'repeat'; index: number };

/** What a command came to. `fault` is a broken promise of the caller's. */
export type CommandOutcome = 'done' | 'insufficient_credits' | 'conflict' | 'fault';

const job = fc.nat(jobCount - 1);
const verb = <Verb extends LedgerCommand['verb']>(name: Verb) => fc.constant(name);

// Few round figures, so that amounts and instants meet: a lot used up exactly, a settle in the instant of the expiry.
const grant = fc.record({
  verb: verb('grant'),
  reason: fc.nat(reasonCount - 1),
  credits: fc.constantFrom(1, 10, 25, 50),
  days: fc.constantFrom(null, 1, 2, 4),
  source: fc.constantFrom('promotion' as const, 'issuance' as const),
});
const hold = fc.record({ verb: verb('hold'), job, credits: fc.oneof(fc.constantFrom(0, 1, 10, 25), fc.nat(70)) });
const settle = fc.record({ verb: verb('settle'), job, percent: fc.constantFrom(0, 0, 30, 70, 100, 120) });
const lose = fc.record({ verb: verb('lose'), job, credits: fc.nat(3) });
const refundLot = fc.record({
  verb: verb('refund'),
  lot: fc.nat(reasonCount - 1),
  credits: fc.constantFrom(1, 10, 25),
  attempt: fc.nat(2),
});
// A clock may also be set back: what was swept stays expired.
const wait = fc.record({ verb: verb('wait'), hours: fc.constantFrom(-12, 6, 12, 24, 48) });
const sweep = fc.record({ verb: verb('sweep') });
const repeat = fc.record({ verb: verb('repeat'), index: fc.nat(30) });

const command: fc.Arbitrary<LedgerCommand> = fc.oneof(
  { weight: 4, arbitrary: grant },
  { weight: 7, arbitrary: hold },
  { weight: 6, arbitrary: settle },
  { weight: 1, arbitrary: refundLot },
  { weight: 1, arbitrary: lose },
  { weight: 4, arbitrary: wait },
  { weight: 2, arbitrary: sweep },
  { weight: 3, arbitrary: repeat },
);

// Without a size, lists stay short whatever their greatest length is, and bugs that need a long story hide.
const story = fc.array(command, { minLength: 4, maxLength: 24, size: 'max' });
export const commandLists = fc
  .tuple(fc.array(grant, { minLength: 1, maxLength: 3 }), story)
  .map((parts) => parts.flat());

/** Replaces repeats by what they repeat, so that model and database carry out the same list. */
export function resolveRepeats(commands: LedgerCommand[]): LedgerCommand[] {
  const first = commands.filter((each) => each.verb !== 'repeat' && each.verb !== 'wait');
  return commands.flatMap((each) => {
    if (each.verb !== 'repeat') return [each];
    const earlier = first[each.index % Math.max(first.length, 1)];
    return earlier && commands.indexOf(earlier) < commands.indexOf(each) ? [earlier] : [];
  });
}

export const jobIdOf = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
export const lotIdOf = (index: number) => `00000000-0000-7000-8000-${String(index + 1).padStart(12, '0')}`;

/** Carries one command out on the real database. `credits` is what a settle came to for this job. */
export async function carryOut(
  ledger: TestLedger,
  given: LedgerCommand,
  settleCredits: number,
): Promise<CommandOutcome> {
  try {
    return await run(ledger, given, settleCredits);
  } catch (error) {
    if (error instanceof AtelierError && (error.code === 'insufficient_credits' || error.code === 'conflict'))
      return error.code;
    const state = error instanceof Error && 'code' in error ? error.code : undefined;
    if (state === 'P0002' || state === '23514') return 'fault';
    throw error;
  }
}

async function run(ledger: TestLedger, given: LedgerCommand, settleCredits: number): Promise<CommandOutcome> {
  switch (given.verb) {
    case 'grant':
      await ledger.grant(`reason-${given.reason}`, given.credits, given);
      return 'done';
    case 'hold':
      await ledger.hold(jobIdOf(given.job), given.credits);
      return 'done';
    case 'settle':
      await ledger.settle(jobIdOf(given.job), settleCredits);
      return 'done';
    case 'lose':
      await ledger.transact((ctx) => bookProviderLoss(ctx, { jobId: jobIdOf(given.job), credits: given.credits }));
      return 'done';
    case 'refund':
      return refund(ledger, given);
    case 'wait':
      ledger.clock.advance((given.hours * dayMs) / 24);
      return 'done';
    case 'sweep':
      await ledger.sweep();
      return 'done';
    case 'repeat':
      throw new Error('Repeats are resolved before they are carried out');
  }
}

/** Purchases are not sold yet: their refund exists in SQL only. */
async function refund(
  ledger: TestLedger,
  given: { lot: number; credits: number; attempt: number },
): Promise<CommandOutcome> {
  const { rows } = await ledger.transact((ctx) =>
    ctx.tx.client.query<{ outcome: string }>('select app.ledger_refund($1, $2, $3, $4, $5, $6) as outcome', [
      ledger.workspaceId,
      `refund:${given.attempt}`,
      lotIdOf(given.lot),
      given.credits,
      '',
      ledger.clock.now(),
    ]),
  );
  const outcome = rows[0]!.outcome;
  if (outcome === 'insufficient') return 'insufficient_credits';
  return outcome === 'conflict' ? 'conflict' : 'done';
}
