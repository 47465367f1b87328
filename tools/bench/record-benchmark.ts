import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../docs/benchmarks.md');

const preamble = `# Benchmarks

Contestants take turns in one run on the same machine; figures are min / median / max of the runs. Unless a section says otherwise, ratios are of medians,
ours by theirs. Each section is written by its script.
`;

export interface BenchmarkRow {
  /** What was measured, such as \`hold + settle, 1,000 accounts\`. */
  what: string;
  ours: string;
  peer: string;
  ratio: number;
  goal: string;
}

/** Adds one run's rows to the table of a section of docs/benchmarks.md; makes file, section and table where missing. */
export function recordBenchmark(options: {
  section: string;
  about: string;
  script: string;
  unit: string;
  rows: BenchmarkRow[];
  date: Date;
}): void {
  const date = options.date.toISOString().slice(0, 10);
  const lines = options.rows.map(
    (row) => `| ${date} | ${row.what} | ${row.ours} | ${row.peer} | ${row.ratio.toFixed(2)} | ${row.goal} |`,
  );
  const text = existsSync(file) ? readFileSync(file, 'utf8') : preamble;
  const parts = text.trimEnd().split(/\n(?=## )/);
  const index = parts.findIndex((part) => part.startsWith(`## ${options.section}\n`));
  if (index < 0) {
    parts.push(
      [
        `## ${options.section}\n`,
        `${options.about} \`npm run ${options.script}\`\n`,
        `| date | what | ours, ${options.unit} | peer, ${options.unit} | ratio | goal |`,
        '| --- | --- | --- | --- | --- | --- |',
        ...lines,
      ].join('\n'),
    );
  } else {
    parts[index] = [parts[index]!.trimEnd(), ...lines].join('\n');
  }
  writeFileSync(file, `${parts.map((part) => part.trim()).join('\n\n')}\n`);
}
