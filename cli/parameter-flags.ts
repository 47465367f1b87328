import type { ParameterValues } from '#contract/media.ts';
import type { Parameter } from '#contract/operations/operation.ts';
import type { Option } from './command.ts';
import { UsageError } from './failure.ts';
import type { Values } from './read-args.ts';

const listedChoices = 12;

/** `aspectRatio` is `--aspect-ratio` on a command line. */
export function flagOf(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}

/** One option for each parameter of a model; a name the command itself uses is left to `--param`. */
export function parameterOptions(
  parameters: readonly Parameter[],
  own: Readonly<Record<string, Option>>,
): Record<string, Option> {
  const free = parameters.filter(({ name }) => !(flagOf(name) in own));
  return Object.fromEntries(
    free.map((parameter) => {
      const type = parameter.kind === 'boolean' ? ('boolean' as const) : ('string' as const);
      return [flagOf(parameter.name), { type, value: valueOf(parameter), help: helpOf(parameter) }];
    }),
  );
}

/** The values that were given, by flag or by `--param name=value`. Ranges and choices are the server's to check. */
export function readParameters(parameters: readonly Parameter[], values: Values): ParameterValues {
  const read: ParameterValues = {};
  for (const parameter of parameters) {
    const given = values[flagOf(parameter.name)];
    if (given !== undefined && !Array.isArray(given)) read[parameter.name] = readValue(parameter, given);
  }
  for (const pair of [values.param ?? []].flat().map(String)) {
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(pair) ?? [];
    const parameter = parameters.find((known) => known.name === name || flagOf(known.name) === name);
    if (!parameter) {
      const known = parameters.map((other) => other.name).join(', ') || 'none';
      throw new UsageError(
        `--param ${pair} names no parameter of this model.`,
        `Write name=value. Its parameters: ${known}.`,
      );
    }
    read[parameter.name] = readValue(parameter, value);
  }
  return read;
}

function readValue({ name, kind }: Parameter, given: string | boolean): ParameterValues[string] {
  if (kind === 'boolean') {
    if (typeof given === 'boolean') return given;
    if (/^(true|yes|on|1)$/i.test(given)) return true;
    if (/^(false|no|off|0)$/i.test(given)) return false;
    throw new UsageError(
      `--${flagOf(name)} is yes or no; you gave “${given}”.`,
      `Write --${flagOf(name)} or --no-${flagOf(name)}.`,
    );
  }
  if (kind !== 'integer' && kind !== 'number' && kind !== 'seed') return String(given);
  const number = Number(given);
  if (typeof given === 'string' && given.trim() !== '' && Number.isFinite(number)) return number;
  throw new UsageError(`--${flagOf(name)} takes a number; you gave “${String(given)}”.`, 'Write it as in 3 or 0.5.');
}

function valueOf({ kind }: Parameter): string | undefined {
  const words: Record<Parameter['kind'], string | undefined> = {
    text: 'TEXT',
    integer: 'N',
    number: 'N',
    seed: 'N',
    boolean: undefined,
    choice: 'NAME',
    aspectRatio: 'W:H',
    colour: '#RRGGBB',
  };
  return words[kind];
}

function helpOf({ title, help, choices, minimum, maximum, unit, required, ...parameter }: Parameter): string {
  const range =
    minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}${unit ? ` ${unit}` : ''}` : '';
  const named = (choices ?? []).slice(0, listedChoices).map(({ value }) => value);
  const offer = named.join(', ') + ((choices?.length ?? 0) > listedChoices ? ', …' : '');
  const preset = parameter.default === undefined ? '' : `default ${String(parameter.default)}`;
  const facts = [offer || range, required ? 'required' : preset].filter(Boolean).join('; ');
  return [title, facts && `(${facts})`, help && `· ${help}`].filter(Boolean).join(' ');
}
