import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const file = join(import.meta.dirname, '../../docs/benchmarks.md');
const preface = `# Benchmarks

Each section is written by its script under \`tools/bench/\`, which runs the contestants side by side, in turns. Figures of one run on one machine: the ratio is what to read.
`;

export interface Contestant {
  name: string;
  /** One figure per round, in \`unit\`. */
  figures: number[];
}

export interface Section {
  title: string;
  about: string;
  unit: string;
  contestants: Contestant[];
  /** What the ratio compares, its value, and what it should be. */
  ratio: { of: string; value: number; goal: string };
  notes?: string[];
}

/** Replaces the section of that title in docs/benchmarks.md, or appends it. */
export function writeSection(section: Section): void {
  const text = render(section);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : preface;
  const [head = '', ...sections] = before.split(/^(?=## )/m);
  const others = sections.filter((one) => !one.startsWith(`## ${section.title}\n`));
  const position = sections.findIndex((one) => one.startsWith(`## ${section.title}\n`));
  others.splice(position === -1 ? others.length : position, 0, text);
  writeFileSync(file, [head.trimEnd(), ...others.map((one) => one.trim())].join('\n\n') + '\n');
  console.log(text);
}

export function median(figures: number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return (low + high) / 2;
}

function render({ title, about, unit, contestants, ratio, notes = [] }: Section): string {
  const rows = contestants.map(({ name, figures }) => {
    const [min, max] = [Math.min(...figures), Math.max(...figures)];
    return `| ${name} | ${[min, median(figures), max].map(readable).join(' | ')} |`;
  });
  return [
    `## ${title}`,
    '',
    `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}. ${about}`,
    '',
    `| ${unit} | min | median | max |`,
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    `Ratio of ${ratio.of}: **${ratio.value.toFixed(2)}** (goal ${ratio.goal}).`,
    ...notes.flatMap((note) => ['', note]),
    '',
  ].join('\n');
}

function readable(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toPrecision(3);
}
