import * as tf from '@tensorflow/tfjs';
import { type Affine, rotation, transformImage, translation } from './affine.js';
import { adjustContrast } from './contrast.js';

export const transforms = ['rotate', 'translateX', 'translateY', 'contrast'] as const;
export type Transform = (typeof transforms)[number];

/** How strong each transform is at most; one that is left out is never applied. */
export type TransformFactors = Readonly<Partial<Record<Transform, number>>>;

interface Image {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/**
 * Applies to each image of a batch [batch, height, width, channels] one of the transforms, each as likely as any other, by
 * an amount between -factor and factor, each as likely as any other: `rotate` by that part of a full turn, `translateX` and
 * `translateY` by that part of width and height, `contrast` by 1 + amount. In training alone; otherwise images stay as they
 * are. It draws from `Math.random`, image by image.
 */
export class RandomImageTransform extends tf.layers.Layer {
  static className = 'RandomImageTransform';
  readonly #factors: TransformFactors;

  constructor(config: { readonly name?: string } & TransformFactors) {
    super(config.name === undefined ? {} : { name: config.name });
    this.#factors = Object.fromEntries(
      transforms.flatMap((key) => (config[key] === undefined ? [] : [[key, config[key]]])),
    );
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    return inputShape as tf.Shape;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: { training?: boolean }): tf.Tensor {
    const images = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor4D;
    return training ? tf.tidy(() => transformed(images, this.#factors)) : images;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), ...this.#factors };
  }
}

tf.serialization.registerClass(RandomImageTransform);

function transformed(images: tf.Tensor4D, factors: TransformFactors): tf.Tensor {
  const [batch, height, width, channels] = images.shape;
  const size = height * width * channels;
  const values = images.toFloat().dataSync<'float32'>();
  const output = new Float32Array(values.length);
  const choices = Object.entries(factors) as [Transform, number][];
  for (let start = 0; start < batch * size; start += size) {
    const [transform, factor] = choices[Math.floor(Math.random() * choices.length)] as [Transform, number];
    const amount = factor * (2 * Math.random() - 1);
    const image = { values: values.subarray(start, start + size), height, width, channels };
    apply(transform, amount, image, output.subarray(start, start + size));
  }
  return tf.tensor4d(output, images.shape);
}

function apply(transform: Transform, amount: number, image: Image, output: Float32Array): void {
  if (transform === 'contrast') adjustContrast(image.values, image.channels, 1 + amount, output);
  else transformImage(image.values, image, affineOf(transform, amount, image), output);
}

function affineOf(transform: Exclude<Transform, 'contrast'>, amount: number, image: Image): Affine {
  switch (transform) {
    case 'rotate':
      return rotation(image, amount);
    case 'translateX':
      return translation(image, amount, 0);
    case 'translateY':
      return translation(image, 0, amount);
  }
}
