/** What the provider asks of its child process, and what comes back. */

export type ParameterValues = Record<string, string | number | boolean | undefined>;

export interface LocalTask {
  /** Operation of the registry, such as `image.resize`. */
  operation: string;
  parameters: ParameterValues;
  /** Absolute path of the picture. */
  inputPath: string;
  /** Absolute path of an empty folder for the outputs. */
  outputDir: string;
  /** Weights the operation needs, by id of the local model. */
  weights: Record<string, Weights>;
}

export interface Weights {
  path: string;
  sha256: string;
}

export type LocalOutput =
  | { mediaType: string; file: string; width: number; height: number }
  | { mediaType: string; text: string };

/** A step of the work: fraction from 0 to 1, or null while it cannot be told. */
export interface LocalProgress {
  stage: string;
  fraction: number | null;
}

export type LocalOperation = (task: LocalTask, onProgress: (progress: LocalProgress) => void) => Promise<LocalOutput>;

/** The file or the wish cannot be served; the message is for people. Crosses the process border by its code. */
export class Unserviceable extends Error {
  static readonly CODE = 'unserviceable';
  readonly code = Unserviceable.CODE;
}

/** Weights on the disk are not what was fetched. */
export class DamagedWeights extends Error {
  static readonly CODE = 'damaged-weights';
  readonly code = DamagedWeights.CODE;
}
