/** Files in, files out; knows no user. Every decoder runs in a child process with limits. */
export interface Media {
  /** What the bytes are, by the bytes. Null when it is nothing we take. */
  identify(path: string): Promise<Identified | null>;
  /**
   * Thumbnail, preview and blurred placeholder of a picture. Throws `UnreadableMedia` with a reason a person can act on.
   * Files are written into `directory`.
   */
  derive(options: { path: string; directory: string }): Promise<Derived>;
  close(): Promise<void>;
}

export interface Identified {
  kind: 'image' | 'video' | 'audio' | 'document' | 'model3d' | 'text';
  mediaType: string;
  extension: string;
}

export interface Derived {
  /** Size of the upright picture, in pixels. */
  width: number;
  height: number;
  /** Base64 of a thumbhash. */
  thumbhash: string;
  renditions: {
    name: 'thumbnail' | 'preview';
    path: string;
    mediaType: string;
    width: number;
    height: number;
    sizeBytes: number;
  }[];
}

export class UnreadableMedia extends Error {
  override readonly name = 'UnreadableMedia';
}
