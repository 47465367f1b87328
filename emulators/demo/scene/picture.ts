/** Pixels as red, green, blue bytes, row by row from the top. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}
