import { hex } from './colour.ts';
import type { Colour } from './colour.ts';
import { NAMED_COLOURS } from './colour-words.ts';
import type { TimeOfDay } from './light-moods.ts';
import type { Weather } from './light.ts';
import { MOOD_WORDS, STYLE_WORDS, SUBJECT_WORDS, TIME_WORDS, WEATHER_WORDS } from './scene-words.ts';
import type { MoodWord, SceneStyle, Subject } from './scene-words.ts';

/** What a prompt asks for, as far as this painter understands. */
export interface PromptReading {
  subjects: ReadonlySet<Subject>;
  time: TimeOfDay | null;
  weather: Weather | null;
  style: SceneStyle;
  moods: ReadonlySet<MoodWord>;
  /** Colours that belong to the whole picture. */
  palette: Colour[];
  /** Colours that stand before a thing: "a red sailing boat". */
  subjectColours: ReadonlyMap<Subject, Colour>;
}

/** Colours that a thing can wear; before any other word a colour leads the whole picture. */
const COLOURED_THINGS: ReadonlySet<Subject> = new Set([
  'boat',
  'lighthouse',
  'flowers',
  'planet',
  'house',
  'tree',
  'moon',
  'hills',
  'forest',
  'mountains',
  'desert',
  'sea',
  'lake',
  'autumn',
]);
const MAXIMUM_DISTANCE = 3;

export function readPrompt(prompt: string, choices: { palette?: string | null; style?: string }): PromptReading {
  const words = prompt
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9#\s-]/g, ' ')
    .split(/[\s-]+/)
    .filter((word) => word !== '')
    .slice(0, 400);
  const subjects = new Set<Subject>();
  const moods = new Set<MoodWord>();
  const palette: Colour[] = [];
  const subjectColours = new Map<Subject, Colour>();
  let time: TimeOfDay | null = null;
  let weather: Weather | null = null;
  let style: SceneStyle | null = null;
  words.forEach((word, index) => {
    const pair = `${word} ${words[index + 1] ?? ''}`;
    const subject = look(SUBJECT_WORDS, pair) ?? look(SUBJECT_WORDS, word);
    if (subject) subjects.add(subject);
    time = look(TIME_WORDS, pair) ?? look(TIME_WORDS, word) ?? time;
    weather = look(WEATHER_WORDS, pair) ?? look(WEATHER_WORDS, word) ?? weather;
    style ??= look(STYLE_WORDS, pair) ?? look(STYLE_WORDS, word) ?? null;
    const mood = look(MOOD_WORDS, word);
    if (mood) moods.add(mood);
    const isPhrase = [TIME_WORDS, SUBJECT_WORDS, STYLE_WORDS, WEATHER_WORDS].some((table) => table.has(pair));
    const colour = isPhrase ? null : colourOf(word);
    if (!colour) return;
    const owner = words
      .slice(index + 1, index + 1 + MAXIMUM_DISTANCE)
      .map((next) => look(SUBJECT_WORDS, next))
      .find((next) => next !== undefined && COLOURED_THINGS.has(next));
    if (owner) subjectColours.set(owner, colour);
    else palette.push(colour);
  });
  if (choices.palette) palette.unshift(hex(choices.palette));
  const chosen = choices.style && choices.style !== 'auto' ? (choices.style as SceneStyle) : null;
  return { subjects, time, weather, moods, palette, subjectColours, style: chosen ?? style ?? 'natural' };
}

function look<Value>(table: ReadonlyMap<string, Value>, word: string): Value | undefined {
  return table.get(word) ?? (word.endsWith('s') ? table.get(word.slice(0, -1)) : undefined);
}

function colourOf(word: string): Colour | null {
  if (/^#[0-9a-f]{6}$/.test(word)) return hex(word);
  const named = NAMED_COLOURS[word];
  return named ? hex(named) : null;
}
