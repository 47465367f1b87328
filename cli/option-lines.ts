import type { Option } from './command.ts';
import { table } from './table.ts';

/** One line of help for each option. */
export function optionLines(options: Readonly<Record<string, Option>>): string[] {
  const rows = Object.entries(options).map(([name, { short, value, help }]) => {
    const flag = `${short ? `-${short}, ` : '    '}--${name}${value ? ` ${value}` : ''}`;
    return [`  ${flag}`, help];
  });
  return table(rows);
}
