import { describe, expect, it } from 'vitest';
import { frameSize } from './aspect-ratio-picker.tsx';

describe('frameSize', () => {
  it('keeps the ratio and never leaves its box', () => {
    for (const ratio of ['1:1', '16:9', '9:16', '4:5', '21:9', '1:3']) {
      const [across = 1, down = 1] = ratio.split(':').map(Number);
      const { width, height } = frameSize(ratio, 22);
      expect(width / height).toBeCloseTo(across / down, 5);
      expect(Math.max(width, height)).toBeLessThanOrEqual(20);
    }
  });

  it('draws a square for a ratio it cannot read', () => {
    const { width, height } = frameSize('auto', 22);
    expect(width).toBe(height);
  });
});
