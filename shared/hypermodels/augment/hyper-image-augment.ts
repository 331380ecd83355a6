import * as tf from '@tensorflow/tfjs';
import { StepladderError } from '../../errors.js';
import type { HyperParameters } from '../../space/hyperparameters.js';
import { HyperModel } from '../../training/hypermodel.js';
import { through } from '../layers/through.js';
import { checkInputShape, type ImageShape } from '../options.js';
import { RandomImageTransform, type Transform, transforms } from './random-image-transform.js';
import { factorRange, layersRange, type Range, type SearchRange } from './ranges.js';

/** Which changes images may go through, and how far each is searched: factors in [0, 1]. */
export interface ImageAugmentOptions {
  /** Shape of the images. */
  readonly inputShape: ImageShape;
  /** The largest rotation either way, as a part of a full turn. @default 0.5 */
  readonly rotate?: SearchRange;
  /** The largest move to the left or right, as a part of the width. @default 0.4 */
  readonly translateX?: SearchRange;
  /** The largest move up or down, as a part of the height. @default 0.4 */
  readonly translateY?: SearchRange;
  /** By which part of itself contrast grows or shrinks at most. @default 0.3 */
  readonly contrast?: SearchRange;
  /**
   * How many transforms an image goes through, a whole number from 1 to this; 0 or null: through all of them, in order.
   *
   * @default 3
   */
  readonly augmentLayers?: SearchRange;
}

const defaults = { rotate: 0.5, translateX: 0.4, translateY: 0.4, contrast: 0.3, augmentLayers: 3 } as const;

/** Names of hyperparameters, which are Keras Tuner's. */
const names: Record<Transform, string> = {
  rotate: 'factor_rotate',
  translateX: 'factor_translate_x',
  translateY: 'factor_translate_y',
  contrast: 'factor_contrast',
};

/**
 * Changes images at random, each in its own way, in training alone (Keras Tuner's `HyperImageAugment`). Beyond its borders
 * an image is mirrored; contrast may take values out of their range. Give it to `HyperEfficientNet`, or apply `augment` to
 * the input of a model of your own.
 *
 * The search space is Keras Tuner's: `augment_layers` (a whole number) and for each transform that is on, `factor_rotate`,
 * `factor_translate_x`, `factor_translate_y` and `factor_contrast`. An image goes through `augment_layers` layers, each of
 * which picks one of the transforms for it (a simple RandAugment, Cubuk et al. 2019, arXiv:1909.13719). With `augmentLayers`
 * 0 there is no such hyperparameter: images go through all transforms in order, and factors have steps of 0.05.
 */
export class HyperImageAugment extends HyperModel {
  readonly #inputShape: ImageShape;
  readonly #layers: Range | undefined;
  readonly #factors: readonly (readonly [Transform, Range])[];

  /** @throws InvalidTuning if a range cannot be, or all transforms are off. */
  constructor({ inputShape, ...options }: ImageAugmentOptions) {
    super();
    checkInputShape(inputShape);
    const given = { ...defaults, ...options };
    this.#inputShape = inputShape;
    this.#layers = layersRange('augmentLayers', given.augmentLayers);
    this.#factors = transforms.flatMap((transform) => {
      const range = factorRange(transform, given[transform]);
      return range ? [[transform, range] as const] : [];
    });
    if (this.#factors.length > 0) return;
    throw new StepladderError('InvalidTuning', `All transforms are off: give a range to ${transforms.join(' or ')}`);
  }

  /** A model from images to changed ones, [batch, height, width, channels] both, to build others upon; not compiled. */
  override build(hp: HyperParameters): tf.LayersModel {
    const inputs = tf.input({ shape: [...this.#inputShape] });
    return tf.model({ inputs, outputs: this.augment(hp, inputs) });
  }

  /**
   * Puts the layers that change images behind a tensor of such, [batch, height, width, channels].
   *
   * @returns a tensor of the same shape.
   */
  augment(hp: HyperParameters, images: tf.SymbolicTensor): tf.SymbolicTensor {
    const layers = this.#layers ? this.#randAugment(hp, this.#layers) : this.#inOrder(hp);
    return through(images, ...layers);
  }

  #randAugment(hp: HyperParameters, { min, max }: Range): tf.layers.Layer[] {
    const count = hp.int('augment_layers', { min, max });
    const factors = this.#factors.map(([transform, range]) => [transform, hp.float(names[transform], range)]);
    return Array.from(
      { length: count },
      (_, layer) => new RandomImageTransform({ name: `augment${layer + 1}`, ...Object.fromEntries(factors) }),
    );
  }

  #inOrder(hp: HyperParameters): tf.layers.Layer[] {
    return this.#factors.map(([transform, range]) => {
      const factor = hp.float(names[transform], { ...range, step: 0.05 });
      return new RandomImageTransform({ name: `augment_${transform}`, [transform]: factor });
    });
  }
}
