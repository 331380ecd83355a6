import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Affine, rotation, transformImage, translation } from '../../../../shared/hypermodels/augment/affine.js';
import fixture from '../fixtures/sampling.json' with { type: 'json' };
import { hashUniform } from '../fixtures/weights.js';

function transformed(
  image: Float32Array,
  [height, width, channels]: [number, number, number],
  affine: Affine,
): number[] {
  const output = new Float32Array(image.length);
  transformImage(image, { height, width, channels }, affine, output);
  return Array.from(output);
}

it('samples as TensorFlow does, also far beyond the borders', () => {
  const [count = 0, height = 0, width = 0, channels = 0] = fixture.shape;
  const size = height * width * channels;
  const images = hashUniform(count * size, 3);
  const sampled = fixture.matrices.flatMap((matrix, index) =>
    transformed(
      images.subarray(index * size, (index + 1) * size),
      [height, width, channels],
      matrix.slice(0, 6) as unknown as Affine,
    ),
  );
  expect(sampled).toHaveLength(fixture.sampled.length);
  sampled.forEach((value, index) => {
    expect(value).toBeCloseTo(fixture.sampled[index] as number, 5);
  });
});

const sizes = fc.record({ height: fc.integer({ min: 1, max: 7 }), width: fc.integer({ min: 1, max: 7 }) });

it('moves an image by whole pixels, and mirrors it beyond its borders', () => {
  fc.assert(
    fc.property(sizes, fc.integer({ min: -20, max: 20 }), fc.integer({ min: -20, max: 20 }), (size, right, down) => {
      const { height, width } = size;
      const image = hashUniform(height * width, 5);
      const mirror = (place: number, length: number) => {
        const within = ((place % (2 * length)) + 2 * length) % (2 * length);
        return within < length ? within : 2 * length - 1 - within;
      };
      const expected = Array.from(image, (_, index) => {
        const [row, column] = [Math.floor(index / width) - down, (index % width) - right];
        return image[mirror(row, height) * width + mirror(column, width)] as number;
      });
      const actual = transformed(image, [height, width, 1], translation(size, right / width, down / height));
      actual.forEach((value, index) => {
        expect(value).toBeCloseTo(expected[index] as number, 4);
      });
    }),
  );
});

it('turns an image about its middle: four quarter turns are none, two are upside down', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 }), (side, channels) => {
      const shape: [number, number, number] = [side, side, channels];
      const image = hashUniform(side * side * channels, 9);
      const turned = (start: number[], turns: number) =>
        transformed(Float32Array.from(start), shape, rotation({ height: side, width: side }, turns));
      let four = Array.from(image);
      for (let quarter = 0; quarter < 4; quarter++) four = turned(four, 0.25);
      const half = turned(Array.from(image), 0.5);
      image.forEach((value, index) => {
        expect(four[index]).toBeCloseTo(value, 4);
        const opposite = side * side - 1 - Math.floor(index / channels);
        expect(half[opposite * channels + (index % channels)]).toBeCloseTo(value, 4);
      });
    }),
  );
});
