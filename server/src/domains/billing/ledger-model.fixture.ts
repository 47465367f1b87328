import type { CommandOutcome, LedgerCommand } from './ledger-command.fixture.ts';
import { dayMs } from './ledger.fixture.ts';

export interface ModelLot {
  /** Ids are handed out to every grant that is asked for, also to a repeated one. */
  number: number;
  issued: number;
  remaining: number;
  held: number;
  expiresAtMs: number;
  swept: boolean;
}

interface Booked {
  figures: string;
}

/** The ledger said again, as plainly as possible, for comparison with the real one. */
export interface LedgerModel {
  nowMs: number;
  grantsAsked: number;
  /** In the order in which they were granted. */
  lots: ModelLot[];
  booked: Map<string, Booked>;
  pins: Map<number, { lot: ModelLot; credits: number }[]>;
  spentCredits: number;
}

export function createModel(nowMs: number): LedgerModel {
  return { nowMs, grantsAsked: 0, lots: [], booked: new Map(), pins: new Map(), spentCredits: 0 };
}

const isDead = (model: LedgerModel, lot: ModelLot) => lot.swept || lot.expiresAtMs <= model.nowMs;
const sumOf = (numbers: number[]) => numbers.reduce((total, each) => total + each, 0);

export function balanceOf(model: LedgerModel): { available: number; held: number } {
  return {
    available: sumOf(model.lots.filter((lot) => !isDead(model, lot)).map((lot) => lot.remaining)),
    held: sumOf(model.lots.map((lot) => lot.held)),
  };
}

/** Credits a settle of `percent` asks for. A job without a hold asks for the percent itself. */
export function settleCreditsOf(model: LedgerModel, job: number, percent: number): number {
  const pins = model.pins.get(job);
  return pins ? Math.ceil((sumOf(pins.map((pin) => pin.credits)) * percent) / 100) : percent;
}

export function apply(model: LedgerModel, command: LedgerCommand): CommandOutcome {
  switch (command.verb) {
    case 'grant':
      return grant(model, command);
    case 'hold':
      return hold(model, command.job, command.credits);
    case 'settle':
      return settle(model, command.job, settleCreditsOf(model, command.job, command.percent));
    case 'refund':
      return refund(model, command);
    case 'lose':
      return command.credits === 0 ? 'done' : (known(model, `lose ${command.job}`, `${command.credits}`) ?? 'done');
    case 'wait':
      model.nowMs += (command.hours * dayMs) / 24;
      return 'done';
    case 'sweep':
      for (const lot of model.lots.filter((each) => each.expiresAtMs <= model.nowMs && each.remaining > 0)) {
        lot.remaining = 0;
        lot.swept = true;
      }
      return 'done';
    case 'repeat':
      throw new Error('Repeats are resolved before they are carried out');
  }
}

/** Null when the id is new, and then books it; otherwise what its second coming is. */
function known(model: LedgerModel, id: string, figures: string): CommandOutcome | null {
  const before = model.booked.get(id);
  if (before) return before.figures === figures ? 'done' : 'conflict';
  model.booked.set(id, { figures });
  return null;
}

function grant(
  model: LedgerModel,
  { reason, credits, days, source }: Extract<LedgerCommand, { verb: 'grant' }>,
): CommandOutcome {
  const number = model.grantsAsked;
  model.grantsAsked += 1;
  const before = known(model, `grant ${reason}`, `${credits} ${source} ${days === null}`);
  if (before) return before;
  const expiresAtMs = days === null ? Infinity : model.nowMs + days * dayMs;
  model.lots.push({ number, issued: credits, remaining: credits, held: 0, expiresAtMs, swept: false });
  return 'done';
}

function hold(model: LedgerModel, job: number, credits: number): CommandOutcome {
  const id = `hold ${job}`;
  if (!model.booked.has(id) && balanceOf(model).available < credits) return 'insufficient_credits';
  const before = known(model, id, `${credits}`);
  if (before) return before;
  const pins = [];
  let rest = credits;
  for (const lot of model.lots
    .filter((each) => !isDead(model, each))
    .toSorted((a, b) => compare(a.expiresAtMs, b.expiresAtMs))) {
    const part = Math.min(rest, lot.remaining);
    if (part === 0) continue;
    lot.remaining -= part;
    lot.held += part;
    rest -= part;
    pins.push({ lot, credits: part });
  }
  model.pins.set(job, pins);
  return 'done';
}

function settle(model: LedgerModel, job: number, captured: number): CommandOutcome {
  const pins = model.pins.get(job);
  if (!pins || captured > sumOf(pins.map((pin) => pin.credits))) return 'fault';
  const before = known(model, `settle ${job}`, `${captured}`);
  if (before) return before;
  let rest = captured;
  for (const { lot, credits } of pins) {
    const part = Math.min(rest, credits);
    rest -= part;
    model.spentCredits += part;
    lot.held -= credits;
    if (!isDead(model, lot)) lot.remaining += credits - part;
  }
  return 'done';
}

function refund(model: LedgerModel, command: Extract<LedgerCommand, { verb: 'refund' }>): CommandOutcome {
  const lot = model.lots.find((each) => each.number === command.lot);
  const id = `refund ${command.attempt}`;
  if (!model.booked.has(id) && (!lot || isDead(model, lot) || lot.remaining < command.credits))
    return 'insufficient_credits';
  const before = known(model, id, `${command.lot} ${command.credits}`);
  if (before) return before;
  lot!.remaining -= command.credits;
  return 'done';
}

// Subtraction would make NaN of two lots that never expire.
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
