/**
 * The letters the English recogniser of PP-OCRv4 knows, by class; class 0 stands for "no letter here" and the last two
 * are both a space. Source: en_dict.txt of PaddleOCR (Apache-2.0).
 */
const LETTERS =
  '0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~!"#$%&\'()*+,-./' + '  ';
const CLASSES = LETTERS.length + 1;

export interface DecodedLine {
  text: string;
  /** Mean certainty of the letters, 0 to 1; 0 for an empty line. */
  certainty: number;
}

/** Greedy CTC: the likeliest class of each step, repeats and gaps taken out. `probabilities` is steps × classes. */
export function decodeLine(probabilities: Float32Array): DecodedLine {
  let text = '';
  let sum = 0;
  let previous = 0;
  for (let step = 0; (step + 1) * CLASSES <= probabilities.length; step += 1) {
    let best = 0;
    for (let candidate = 1; candidate < CLASSES; candidate += 1) {
      if (probabilities[step * CLASSES + candidate]! > probabilities[step * CLASSES + best]!) best = candidate;
    }
    if (best !== 0 && best !== previous) {
      text += LETTERS[best - 1]!;
      sum += probabilities[step * CLASSES + best]!;
    }
    previous = best;
  }
  return { text, certainty: text === '' ? 0 : sum / text.length };
}
