import type { LocalModel, Model } from '#contract/api/catalog.ts';
import { openStream } from '#sdk/index.ts';
import { bytes } from './amounts.ts';
import type { Connection } from './command.ts';
import { CommandError, exitCodes } from './failure.ts';
import { bar, percent } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Has the server fetch the weights a model needs, once, after their size, licence and origin were said. */
export async function fetchLocalModels(
  connection: Connection,
  model: Model,
  { terminal, yes }: { terminal: Terminal; yes: boolean },
): Promise<void> {
  for (const local of model.localModels) {
    if (local.state === 'ready') continue;
    if (local.state !== 'fetching') await agree(local, { terminal, yes });
    await fetchOne(connection, local, terminal);
  }
}

async function agree(
  { id, downloadBytes, licence, origin }: LocalModel,
  { terminal, yes }: { terminal: Terminal; yes: boolean },
): Promise<void> {
  terminal.say(`  The server needs a local model first, once: ${id}, ${bytes(downloadBytes)}, licence ${licence}.`);
  terminal.say(`  ${origin}`);
  if (yes) return;
  const answer = terminal.canAsk ? await terminal.ask('  Fetch it? [Y/n] ') : null;
  if (answer !== null && /^(y|yes|)$/i.test(answer.trim())) return;
  throw new CommandError(
    `${id} was not fetched, and nothing was started.`,
    'Agree to it, or add --yes.',
    exitCodes.usage,
  );
}

async function fetchOne({ client, access }: Connection, { id }: LocalModel, terminal: Terminal): Promise<void> {
  terminal.say(`  Fetching ${id} …`);
  try {
    for await (const news of openStream(access)) {
      if (news.kind === 'broken') continue;
      // Asking to fetch what is being fetched, or is there, changes nothing and tells how far it is.
      const { state, fraction } =
        news.kind === 'opened' ? await client.catalog.fetchLocalModel({ id }) : stateIn(news.event, id);
      if (state === 'fetching') terminal.status(`  ${bar(fraction)} ${percent(fraction)}  ${id}`);
      if (state === 'ready') return;
      if (state === 'failed')
        throw new CommandError(
          `The server could not fetch ${id}.`,
          'See that the server is online and has room on its disk; then try again.',
        );
    }
  } finally {
    terminal.status('');
  }
}

type Seen = { state: LocalModel['state'] | null; fraction: number | null };

function stateIn(
  event: { type: string; modelId?: string; state?: string; fraction?: number | null },
  id: string,
): Seen {
  if (event.type !== 'model.fetched' || event.modelId !== id) return { state: null, fraction: null };
  return { state: event.state as LocalModel['state'], fraction: event.fraction ?? null };
}
