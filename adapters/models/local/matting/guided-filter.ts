import { boxMean, makePlane } from '../planes/plane.ts';
import type { Plane } from '../planes/plane.ts';

/** How the mask follows from the colours around a pixel: mask = red × a₁ + green × a₂ + blue × a₃ + b. */
export interface GuidedCoefficients {
  red: Plane;
  green: Plane;
  blue: Plane;
  offset: Plane;
}

type Guide = [red: Plane, green: Plane, blue: Plane];

/**
 * Guided filter with a colour guide (He, Sun, Tang, 2013): edges of the mask move onto edges of the picture. Computed at
 * a reduced size; the coefficients, being smooth, are then enlarged and applied to the full picture (He, Sun, 2015).
 * `smoothing` is the variance of colour, 0 to 1, below which an edge is taken for texture.
 */
export function guidedCoefficients(
  mask: Plane,
  guide: Guide,
  options: { radius: number; smoothing: number },
): GuidedCoefficients {
  const { radius, smoothing } = options;
  const mean = (plane: Plane): Float32Array => boxMean(plane, radius).data;
  const [red, green, blue] = guide;
  const [meanR, meanG, meanB, meanM] = [mean(red), mean(green), mean(blue), mean(mask)];
  const [maskR, maskG, maskB] = [mean(product(mask, red)), mean(product(mask, green)), mean(product(mask, blue))];
  const [rr, rg, rb] = [mean(product(red, red)), mean(product(red, green)), mean(product(red, blue))];
  const [gg, gb, bb] = [mean(product(green, green)), mean(product(green, blue)), mean(product(blue, blue))];
  const { width, height } = mask;
  const result = {
    red: makePlane(width, height),
    green: makePlane(width, height),
    blue: makePlane(width, height),
    offset: makePlane(width, height),
  };

  for (let i = 0; i < meanM.length; i += 1) {
    const [r, g, b, m] = [meanR[i]!, meanG[i]!, meanB[i]!, meanM[i]!];
    // Covariance of the guide, a symmetric 3 × 3 matrix, and of the guide with the mask.
    const [vrr, vrg, vrb] = [rr[i]! - r * r + smoothing, rg[i]! - r * g, rb[i]! - r * b];
    const [vgg, vgb, vbb] = [gg[i]! - g * g + smoothing, gb[i]! - g * b, bb[i]! - b * b + smoothing];
    const [cr, cg, cb] = [maskR[i]! - m * r, maskG[i]! - m * g, maskB[i]! - m * b];
    // Its inverse by cofactors.
    const [irr, irg, irb] = [vgg * vbb - vgb * vgb, vgb * vrb - vrg * vbb, vrg * vgb - vgg * vrb];
    const [igg, igb, ibb] = [vrr * vbb - vrb * vrb, vrb * vrg - vrr * vgb, vrr * vgg - vrg * vrg];
    const determinant = vrr * irr + vrg * irg + vrb * irb;
    const ar = (irr * cr + irg * cg + irb * cb) / determinant;
    const ag = (irg * cr + igg * cg + igb * cb) / determinant;
    const ab = (irb * cr + igb * cg + ibb * cb) / determinant;
    result.red.data[i] = ar;
    result.green.data[i] = ag;
    result.blue.data[i] = ab;
    result.offset.data[i] = m - ar * r - ag * g - ab * b;
  }
  return {
    red: boxMean(result.red, radius),
    green: boxMean(result.green, radius),
    blue: boxMean(result.blue, radius),
    offset: boxMean(result.offset, radius),
  };
}

function product(first: Plane, second: Plane): Plane {
  const result = makePlane(first.width, first.height);
  for (let i = 0; i < result.data.length; i += 1) result.data[i] = first.data[i]! * second.data[i]!;
  return result;
}
