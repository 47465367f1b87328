/** The camera: level, at a height above the water or ground at 0, looking along z. Lengths in metres. */
export interface View {
  width: number;
  height: number;
  /** Row of the horizon in pixels from the top. */
  horizon: number;
  /** Focal length in pixels. */
  focal: number;
  cameraHeight: number;
}

/** Row at which a point at `height` and distance `z` is seen. */
export function rowOf(view: View, height: number, z: number): number {
  return view.horizon - ((height - view.cameraHeight) * view.focal) / z;
}

/** Column of a point `x` to the right at distance `z`. */
export function columnOf(view: View, x: number, z: number): number {
  return view.width / 2 + (x * view.focal) / z;
}

/** The picture under way: linear light, with the distance of what each pixel shows. */
export interface Frame {
  width: number;
  height: number;
  rgb: Float32Array;
  depth: Float32Array;
  /** How much of a pixel is open water, 0 to 1. */
  water: Float32Array;
  /** What the water would mirror if it were still: the scene above, already turned over. */
  mirror: Float32Array;
  mirrorDepth: Float32Array;
}

export function createFrame(width: number, height: number): Frame {
  const count = width * height;
  return {
    width,
    height,
    rgb: new Float32Array(count * 3),
    depth: new Float32Array(count).fill(1e9),
    water: new Float32Array(count),
    mirror: new Float32Array(count * 3),
    mirrorDepth: new Float32Array(count).fill(1e9),
  };
}
