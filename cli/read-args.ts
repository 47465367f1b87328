import { parseArgs } from 'node:util';
import type { Option } from './command.ts';
import { UsageError } from './failure.ts';

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>;

export interface Args {
  values: Values;
  positionals: string[];
}

/** Reads a command's arguments; what it does not know is refused with the way to its help. */
export function readArgs(command: string, args: string[], options: Readonly<Record<string, Option>>): Args {
  const config = Object.fromEntries(
    Object.entries(options).map(([name, { type, short, multiple }]) => [
      name,
      { type, ...(short && { short }), ...(multiple && { multiple }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args,
      options: config,
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
    return { values: values as Values, positionals };
  } catch (error) {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new UsageError(`${first.replace(/\.$/, '')}.`, `See: atelier help ${command}`);
  }
}

/** The value of one option before the others are known, such as `--model` on which they depend. */
export function peekOption(args: string[], name: string): string | undefined {
  const { tokens } = parseArgs({ args, options: { [name]: { type: 'string' } }, strict: false, tokens: true });
  const found = tokens.find((token) => token.kind === 'option' && token.name === name);
  return found?.kind === 'option' ? found.value : undefined;
}

export function readWholeNumber(
  values: Values,
  name: string,
  { minimum, maximum }: { minimum: number; maximum: number },
): number | undefined {
  const given = values[name];
  if (given === undefined) return undefined;
  const number = Number(given);
  if (Number.isInteger(number) && number >= minimum && number <= maximum) return number;
  throw new UsageError(
    `--${name} takes a whole number from ${minimum} to ${maximum}; you gave “${String(given)}”.`,
    'Choose one in that range.',
  );
}
