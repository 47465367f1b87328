/** Pixels by aspect ratio, about one megapixel each. */
export const PICTURE_SIZES: Readonly<Record<string, { width: number; height: number }>> = {
  '1:1': { width: 1024, height: 1024 },
  '4:3': { width: 1168, height: 876 },
  '3:4': { width: 876, height: 1168 },
  '3:2': { width: 1248, height: 832 },
  '2:3': { width: 832, height: 1248 },
  '16:9': { width: 1344, height: 756 },
  '9:16': { width: 756, height: 1344 },
  '21:9': { width: 1568, height: 672 },
};

export const TINY_SIZE = { width: 64, height: 64 };
