import { randomUUID } from 'node:crypto';
import type { ModelProvider } from '#adapters/models/spec.ts';

/**
 * The planted bug: a provider whose every call comes under a token that nobody wrote down, and is simply repeated when
 * its answer is lost. It is what jobs would be without the committed attempt; the proof must turn red on it.
 */
export function forgetAttempts(provider: ModelProvider): ModelProvider {
  return {
    ...provider,
    recovery: 'replay-key',
    submit: (request, attempt, context) => provider.submit(request, { ...attempt, token: randomUUID() }, context),
  };
}
