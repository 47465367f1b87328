import { locale, type Locale } from './locale.ts';

/** A message is a sentence with {holes}, or one sentence per plural form of its `count`. */
export type Message = string | { one: string; other: string };
type Values = Readonly<Record<string, string | number>>;

type Holes<Text extends string> = Text extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;
type HolesOf<M> = M extends string
  ? Holes<M>
  : M extends { one: infer One extends string; other: infer Other extends string }
    ? Holes<One> | Holes<Other> | 'count'
    : never;
type Arguments<M> = [HolesOf<M>] extends [never] ? [] : [values: Record<HolesOf<M>, string | number>];

type Catalogue = Readonly<Record<string, Message>>;
type Translation<C extends Catalogue> = { readonly [Key in keyof C]?: Message };

/**
 * Makes the `t` of one feature. English is complete and decides the keys and holes; other languages may follow key by key
 * and fall back to English.
 */
export function defineMessages<const C extends Catalogue>(
  english: C,
  translations: Partial<Record<Locale, Translation<C>>> = {},
) {
  return function t<Key extends keyof C>(key: Key, ...[values]: Arguments<C[Key]>): string {
    const language = locale();
    const message = (translations[language]?.[key] ?? english[key]) as Message;
    return fill(chooseForm(message, language, values), values);
  };
}

function chooseForm(message: Message, language: Locale, values: Values | undefined): string {
  if (typeof message === 'string') return message;
  const form = new Intl.PluralRules(language).select(Number(values?.['count'] ?? 0));
  return form === 'one' ? message.one : message.other;
}

function fill(text: string, values: Values | undefined): string {
  if (!values) return text;
  return text.replaceAll(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
