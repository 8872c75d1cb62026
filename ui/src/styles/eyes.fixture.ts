// How people who are colour-blind see a colour, and how far apart two colours are, for tests.

type Three = [number, number, number];
type Matrix = [Three, Three, Three];

/**
 * Brettel, Viénot and Mollon (1997), as DaltonLens computed it for linear sRGB: one matrix for each
 * side of a plane, and the plane's normal.
 */
const BLIND: Record<string, { sides: [Matrix, Matrix]; normal: Three }> = {
  protanopia: {
    sides: [
      [
        [0.1498, 1.19548, -0.34528],
        [0.10764, 0.84864, 0.04372],
        [0.00384, -0.0054, 1.00156],
      ],
      [
        [0.1457, 1.16172, -0.30742],
        [0.10816, 0.85291, 0.03892],
        [0.00386, -0.00524, 1.00139],
      ],
    ],
    normal: [0.00048, 0.00393, -0.00441],
  },
  deuteranopia: {
    sides: [
      [
        [0.36477, 0.86381, -0.22858],
        [0.26294, 0.64245, 0.09462],
        [-0.02006, 0.02728, 0.99278],
      ],
      [
        [0.37298, 0.88166, -0.25464],
        [0.25954, 0.63506, 0.1054],
        [-0.0198, 0.02784, 0.99196],
      ],
    ],
    normal: [-0.00281, -0.00611, 0.00892],
  },
  tritanopia: {
    sides: [
      [
        [1.01277, 0.13548, -0.14826],
        [-0.01243, 0.86812, 0.14431],
        [0.07589, 0.805, 0.11911],
      ],
      [
        [0.93678, 0.18979, -0.12657],
        [0.06154, 0.81526, 0.1232],
        [-0.37562, 1.12767, 0.24796],
      ],
    ],
    normal: [0.03901, -0.02788, -0.01113],
  },
};

export const EYES = ['all cones', ...Object.keys(BLIND)];

/** The colour, as linear light, that these eyes see. */
export function seenBy(eyes: string, light: Three): Three {
  const blind = BLIND[eyes];
  if (!blind) return light;
  const [one, other] = blind.sides;
  return times(dot(blind.normal, light) >= 0 ? one : other, light).map((part) =>
    Math.min(1, Math.max(0, part)),
  ) as Three;
}

/** The distance in Oklab (Ottosson, 2020), times 100: about 2 is just seen side by side. */
export function distance(a: Three, b: Three): number {
  const [from, to] = [oklab(a), oklab(b)];
  return 100 * Math.hypot(...from.map((part, i) => part - to[i]!));
}

function oklab(light: Three): Three {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    light,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as Three,
  );
}

const dot = (a: Three, b: Three) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const times = (matrix: Matrix, by: Three) => matrix.map((row) => dot(row, by)) as Three;
