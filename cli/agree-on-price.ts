import type { JobRequest, Quote } from '#contract/api/jobs.ts';
import type { AtelierClient } from '#sdk/index.ts';
import { credits } from './amounts.ts';
import { CommandError, exitCodes } from './failure.ts';
import type { Terminal } from './terminal.ts';

export interface Consent {
  /** The price is accepted, whatever it is. */
  yes: boolean;
  /** The price is accepted up to here. */
  maximumCredits?: number;
}

export interface Priced {
  request: JobRequest;
  quote: Quote;
}

/** Asks for binding prices, shows their sum and has it agreed to. Nothing is spent before this returns. */
export async function agreeOnPrice(
  client: AtelierClient,
  requests: readonly JobRequest[],
  { terminal, consent }: { terminal: Terminal; consent: Consent },
): Promise<Priced[]> {
  const priced: Priced[] = [];
  for (const request of requests) priced.push({ request, quote: await client.jobs.quote(request) });
  const total = priced.reduce((sum, { quote }) => sum + quote.credits, 0);
  if (total === 0) return priced;

  const { available } = await client.billing.balance();
  terminal.say(`  Price: ${credits(total)} of ${available.toLocaleString('en')} available.`);
  if (total > available) {
    throw new CommandError(
      `This costs ${credits(total)}; the workspace has ${available.toLocaleString('en')}.`,
      'Ask for less, or have the operator grant more credits.',
    );
  }
  if (consent.maximumCredits !== undefined && total > consent.maximumCredits) {
    throw new CommandError(
      `This costs ${credits(total)}, more than --max-credits ${consent.maximumCredits}.`,
      'Ask for less or raise the limit. Nothing was started.',
    );
  }
  if (consent.yes || consent.maximumCredits !== undefined) return priced;
  if (!terminal.canAsk) {
    throw new CommandError(
      'Nobody is here to agree to the price.',
      'Add --yes to accept it, or --max-credits N to accept it up to a limit. Nothing was started.',
      exitCodes.usage,
    );
  }
  const answer = await terminal.ask('  Go ahead? [Y/n] ');
  if (answer !== null && /^(y|yes|)$/i.test(answer.trim())) return priced;
  throw new CommandError('Nothing was started.', 'It cost nothing.', exitCodes.canceled);
}
