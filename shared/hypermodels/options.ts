import { StepladderError } from '../errors.js';

/** Shape of an image: whole numbers from 1. */
export type ImageShape = readonly [height: number, width: number, channels: number];

/**
 * What a network of images is to be: a classifier, compiled; or, without its top, what computes features
 * [batch, features], not compiled, to put layers of one's own upon (`model.outputs[0]`) and compile them.
 */
export type ImageNetworkOptions = ImageClassifierOptions | ImageFeaturesOptions;

/** What a classifier of images is to be. */
export interface ImageClassifierOptions {
  /** Shape of the images. */
  readonly inputShape: ImageShape;
  /** Number of classes: from 2. */
  readonly classes: number;
  /** That there are layers that classify. @default true */
  readonly includeTop?: true;
}

/** What computes features of images. */
export interface ImageFeaturesOptions {
  /** Shape of the images. */
  readonly inputShape: ImageShape;
  /** That there are no layers that classify. */
  readonly includeTop: false;
}

/** @throws InvalidTuning if the shape is not three sizes. */
export function checkInputShape(inputShape: readonly number[]): void {
  if (inputShape.length === 3 && inputShape.every(isCount)) return;
  throw new StepladderError(
    'InvalidTuning',
    `inputShape is ${JSON.stringify(inputShape)}; it must be [height, width, channels], such as [32, 32, 3]`,
  );
}

/** @throws InvalidTuning unless there are at least two classes. */
export function checkClasses(classes: number | undefined): void {
  if (isCount(classes) && classes >= 2) return;
  throw new StepladderError(
    'InvalidTuning',
    `classes is ${classes}; a classifier needs their number, 2 or more, such as classes: 10`,
  );
}

/** @throws InvalidTuning as the two checks above. */
export function checkImageNetwork(options: ImageNetworkOptions): void {
  checkInputShape(options.inputShape);
  if (options.includeTop !== false) checkClasses(options.classes);
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
