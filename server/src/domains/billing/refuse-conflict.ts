import { AtelierError } from '#contract/errors.ts';

/** The same id was booked before with other figures: nothing moves, and the first booking stands. */
export function refuseConflict(transferId: string, credits: number): never {
  throw new AtelierError('conflict', `${transferId} is already booked with other figures than ${credits} credits.`, {
    thing: transferId,
    limit: 'one booking per id',
    remedy: 'Read what is booked; a different movement needs an id of its own.',
  });
}
