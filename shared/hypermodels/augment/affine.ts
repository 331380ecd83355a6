/** Which input point an output point shows: x' = a x + b y + c, y' = d x + e y + f; points are pixels from the upper left. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

interface Size {
  readonly height: number;
  readonly width: number;
}

/** A turn about the middle of the image, by `turns` of a full one. */
export function rotation({ height, width }: Size, turns: number): Affine {
  const [sine, cosine] = [Math.sin(2 * Math.PI * turns), Math.cos(2 * Math.PI * turns)];
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  return [cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y];
}

/** A move to the right and down, as parts of width and height. */
export function translation({ height, width }: Size, right: number, down: number): Affine {
  return [1, 0, -right * width, 0, 1, -down * height];
}

/**
 * Transforms one image, [height, width, channels] in row-major order, into `output`: bilinear interpolation, and beyond
 * its borders its mirror image (d c b a | a b c d | d c b a).
 *
 * In JavaScript, since `tf.image.transform` is wrong in tfjs 4.22: on WebAssembly for points left of and above an image
 * that is mirrored, on the plain cpu backend for all images of a batch but the first.
 */
export function transformImage(
  image: Float32Array,
  { height, width, channels }: Size & { readonly channels: number },
  [a, b, c, d, e, f]: Affine,
  output: Float32Array,
): void {
  let to = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = mirrored(a * column + b * row + c, width);
      const y = mirrored(d * column + e * row + f, height);
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
      for (let channel = 0; channel < channels; channel++, to++) {
        const value = (line: number, place: number) => image[(line * width + place) * channels + channel] as number;
        const upper = mix(value(top, left), value(top, right), x - left);
        output[to] = mix(upper, mix(value(bottom, left), value(bottom, right), x - left), y - top);
      }
    }
  }
}

/** The point within [0, length - 1] that a point beyond shows. */
function mirrored(point: number, length: number): number {
  const period = 2 * length;
  const place = (((point + 0.5) % period) + period) % period;
  return Math.min(Math.max(Math.min(place, period - place) - 0.5, 0), length - 1);
}

function mix(from: number, to: number, part: number): number {
  return from + part * (to - from);
}
