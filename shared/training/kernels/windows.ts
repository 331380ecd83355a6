import type * as tf from '@tensorflow/tfjs';

/** Sizes, in pixels, of a convolution or pooling of volumes; an image is a volume of depth 1. */
export type WindowInfo = Omit<tf.backend_util.Conv3DInfo, 'dataFormat' | 'inShape' | 'outShape' | 'filterShape'>;

/** The input pixels under one output pixel's window, in row-major order; those in the padding are left out. */
interface Window {
  /** How many entries of the two arrays count. */
  length: number;
  /** Offset of each pixel's first channel in a [batch, depth, height, width, channels] array. */
  readonly offsets: Int32Array;
  /** Where in the window each pixel is, in row-major order. */
  readonly places: Int32Array;
}

/** The sizes of a 2D convolution or pooling as those of volumes. */
export function asVolumes(info: tf.backend_util.Conv2DInfo): WindowInfo {
  const depth = { inDepth: 1, outDepth: 1, filterDepth: 1, strideDepth: 1, dilationDepth: 1, effectiveFilterDepth: 1 };
  return { ...info, ...depth, padInfo: { ...info.padInfo, front: 0, back: 0 } };
}

/**
 * Visits the windows of all output pixels in row-major order, with the offset of the output pixel's first channel.
 * The window is the same object each time.
 */
export function forEachWindow(info: WindowInfo, visit: (outputOffset: number, window: Window) => void): void {
  const { outDepth, outHeight, outWidth, strideDepth, strideHeight, strideWidth, padInfo } = info;
  const size = info.filterDepth * info.filterHeight * info.filterWidth;
  const window = { length: 0, offsets: new Int32Array(size), places: new Int32Array(size) };
  for (let pixel = 0; pixel < info.batchSize * outDepth * outHeight * outWidth; pixel++) {
    const row = Math.floor(pixel / outWidth);
    const slice = Math.floor(row / outHeight);
    fillWindow(info, window, {
      image: Math.floor(slice / outDepth),
      front: (slice % outDepth) * strideDepth - padInfo.front,
      top: (row % outHeight) * strideHeight - padInfo.top,
      left: (pixel % outWidth) * strideWidth - padInfo.left,
    });
    visit(pixel * info.outChannels, window);
  }
}

/** Visits every pair of an input pixel and an output pixel whose window it is in, window by window. */
export function forEachTap(
  info: WindowInfo,
  visit: (inputOffset: number, outputOffset: number, place: number) => void,
): void {
  forEachWindow(info, (outputOffset, { length, offsets, places }) => {
    for (let index = 0; index < length; index++) {
      visit(offsets[index] as number, outputOffset, places[index] as number);
    }
  });
}

function fillWindow(
  info: WindowInfo,
  window: Window,
  corner: { readonly image: number; readonly front: number; readonly top: number; readonly left: number },
): void {
  const { inDepth, inHeight, inWidth, filterDepth, filterHeight, filterWidth } = info;
  let place = 0;
  window.length = 0;
  for (let depth = 0; depth < filterDepth; depth++) {
    const slice = corner.front + depth * info.dilationDepth;
    for (let height = 0; height < filterHeight; height++) {
      const row = corner.top + height * info.dilationHeight;
      for (let width = 0; width < filterWidth; width++, place++) {
        const column = corner.left + width * info.dilationWidth;
        if (isWithin(slice, inDepth) && isWithin(row, inHeight) && isWithin(column, inWidth)) {
          const pixel = ((corner.image * inDepth + slice) * inHeight + row) * inWidth + column;
          window.offsets[window.length] = pixel * info.inChannels;
          window.places[window.length] = place;
          window.length++;
        }
      }
    }
  }
}

function isWithin(position: number, length: number): boolean {
  return position >= 0 && position < length;
}
