// The classes of a face.
import { TINTS } from '../../shared/hues';

const HUES = TINTS / 2;

export const groundOf = (tint: number) => `hue-${tint % HUES} ${tint < HUES ? 'deep' : 'pale'}`;
