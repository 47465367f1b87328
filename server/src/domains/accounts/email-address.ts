import type { Seal } from '../../kernel/seal.ts';

/** One person, one hash: case and surrounding space do not tell people apart. */
export function emailHash(seal: Seal, email: string): string {
  return seal.lookupHash('email', email.trim().toLowerCase().normalize('NFKC'));
}
