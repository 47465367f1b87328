import type { Job } from '#contract/api/jobs.ts';
import { hasEnded } from '#sdk/index.ts';
import type { JobNews } from '#sdk/index.ts';
import type { Terminal } from './terminal.ts';

const barWidth = 24;
const stateWords: Readonly<Record<Job['state'], string>> = {
  queued: 'Waiting in the queue',
  submitting: 'Starting',
  running: 'Working',
  storing: 'Storing',
  succeeded: 'Done',
  refused: 'Refused',
  failed: 'Failed',
  canceled: 'Canceled',
  unknown: 'Lost',
};

/** A bar of a fixed width; an unknown share has none. */
export function bar(fraction: number | null): string {
  if (fraction === null) return '░'.repeat(barWidth);
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * barWidth);
  return '█'.repeat(full) + '░'.repeat(barWidth - full);
}

export function percent(fraction: number | null): string {
  return fraction === null ? '   –' : `${String(Math.floor(fraction * 100)).padStart(3)} %`;
}

/** Tells how far jobs are: one line that is rewritten for a person who watches, a line for each stage otherwise. */
export function createJobProgress(terminal: Terminal, jobIds: readonly string[]) {
  const states = new Map(
    jobIds.map((id) => [id, { words: stateWords.queued, fraction: 0 as number | null, ended: false }]),
  );
  let told = '';

  function update(news: JobNews): void {
    if (news.kind === 'broken') return show('The server does not answer; waiting for it');
    const id = news.kind === 'job' ? news.job.id : news.jobId;
    const before = states.get(id);
    if (!before || before.ended) return;
    const ended = news.kind === 'job' && hasEnded(news.job);
    const words = news.kind === 'job' ? (news.job.stage ?? stateWords[news.job.state]) : news.stage;
    const done = news.kind === 'job' && news.job.state === 'succeeded';
    const fraction = done ? 1 : ((news.kind === 'job' ? news.job.fraction : news.fraction) ?? before.fraction);
    states.set(id, { words, fraction, ended });
    show(words);
  }

  function show(words: string): void {
    const all = [...states.values()];
    const share = all.reduce((sum, { fraction }) => sum + (fraction ?? 0), 0) / all.length;
    const done = all.filter(({ ended }) => ended).length;
    const count = all.length > 1 ? ` · ${done} of ${all.length} done` : '';
    if (terminal.live) return terminal.status(`  ${bar(share)} ${percent(share)}  ${words}${count}`);
    // Quarters are enough for a log.
    const quarter = Math.floor(share * 4) * 25;
    const line = `  ${words}${quarter > 0 && quarter < 100 ? `, ${quarter} %` : ''}${count}`;
    if (line !== told) terminal.say(line);
    told = line;
  }

  return { update, end: () => terminal.status('') };
}
