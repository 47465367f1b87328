import type { TextRegion } from './text-region.ts';

export interface TextPiece extends TextRegion {
  text: string;
}

/** Share of the lower piece's height by which two pieces must overlap to be on one line. */
const SAME_LINE_OVERLAP = 0.5;
/** A new paragraph begins where lines are this much further apart than they usually are. */
const PARAGRAPH_PITCH = 1.5;
/** A block is set in columns when the pieces on both sides are running text: many, and long for their height. */
const COLUMN_PIECES = 3;
const COLUMN_PIECE_LENGTH = 8;

interface Placed {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Joins pieces of text as a person would read them: columns, then lines down, then left to right. */
export function readInOrder(pieces: TextPiece[]): string {
  return columnsOf(pieces.length === 0 ? [] : level(pieces))
    .map(readColumn)
    .join('\n\n');
}

/** Turns the whole page by the usual angle of its lines, so that a photo taken askew has level lines again. */
function level(pieces: TextPiece[]): Placed[] {
  const middle = median(pieces.map(({ width }) => width));
  // Short pieces tell little about the angle.
  const angle = median(pieces.filter(({ width }) => width >= middle).map((piece) => piece.angle));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return pieces.map(({ text, centreX, centreY, width, height, angle: own }) => {
    const [x, y] = [centreX * cos + centreY * sin, centreY * cos - centreX * sin];
    const isAcross = Math.abs(own - angle) > Math.PI / 4;
    const [halfWidth, halfHeight] = isAcross ? [height / 2, width / 2] : [width / 2, height / 2];
    return { text, left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
  });
}

/** Splits at the widest gutter that nothing crosses, as long as both sides are columns of running text. */
function columnsOf(pieces: Placed[]): Placed[][] {
  const sorted = [...pieces].sort((a, b) => a.left - b.left);
  let reach = -Infinity;
  let gutter: { width: number; at: number } | null = null;
  for (const [index, piece] of sorted.entries()) {
    const width = piece.left - reach;
    const isGutter = index > 0 && width > 0 && isColumn(sorted.slice(0, index)) && isColumn(sorted.slice(index));
    if (isGutter && width > (gutter?.width ?? 0)) gutter = { width, at: index };
    reach = Math.max(reach, piece.right);
  }
  if (gutter === null) return [pieces];
  return [...columnsOf(sorted.slice(0, gutter.at)), ...columnsOf(sorted.slice(gutter.at))];
}

function isColumn(pieces: Placed[]): boolean {
  const long = pieces.filter(({ left, right, top, bottom }) => right - left > COLUMN_PIECE_LENGTH * (bottom - top));
  return long.length >= COLUMN_PIECES && long.length > pieces.length / 2;
}

function readColumn(pieces: Placed[]): string {
  const lines: Placed[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.top + a.bottom - b.top - b.bottom)) {
    const line = lines.find((candidate) => candidate.some((other) => onOneLine(other, piece)));
    if (line === undefined) lines.push([piece]);
    else line.push(piece);
  }
  const pitches = lines.slice(1).map((line, index) => middleOf(line) - middleOf(lines[index]!));
  const usual = median(pitches);
  return lines
    .map((line, index) => {
      const text = line.sort((a, b) => a.left - b.left).map((piece) => piece.text.trim());
      if (index === 0) return text.join(' ');
      return (pitches[index - 1]! > PARAGRAPH_PITCH * usual ? '\n\n' : '\n') + text.join(' ');
    })
    .join('');
}

function middleOf(line: Placed[]): number {
  return line.reduce((sum, { top, bottom }) => sum + (top + bottom) / 2, 0) / line.length;
}

/** The lower one of two in the middle. */
function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;
}

function onOneLine(first: Placed, second: Placed): boolean {
  const overlap = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
  return overlap > SAME_LINE_OVERLAP * Math.min(first.bottom - first.top, second.bottom - second.top);
}
