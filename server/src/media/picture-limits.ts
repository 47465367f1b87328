/** What a picture may be, known to both sides of the process border. */
export const pictureLimits = { pixels: 120_000_000, sidePixels: 30_000, svgBytes: 4 * 1024 * 1024 } as const;

/** Longest sides in pixels. */
export const renditionSides = { preview: 1600, thumbnail: 480 } as const;

export interface DeriveTask {
  path: string;
  directory: string;
}

/** Why a picture is not taken; the parent turns it into words for a person. */
export type PictureRefusal = 'too-many-pixels' | 'svg-too-large' | 'damaged';
