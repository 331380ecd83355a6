import * as tf from '@tensorflow/tfjs';
import { join, through } from '../layers/through.js';
import type { Block } from './block.js';
import { batchNormalization, convolution, relu, zeroPadding } from './layers.js';

/** The bottleneck block of He et al. 2016 (arXiv:1603.05027): normalised and activated before each convolution. */
export const blockV2: Block = (x, { name, filters, stride, projects }) => {
  const activated = through(x, batchNormalization(`${name}_preact_bn`), relu(`${name}_preact_relu`));
  const residual = through(
    activated,
    convolution(`${name}_1_conv`, filters, 1, { useBias: false }),
    batchNormalization(`${name}_1_bn`),
    relu(`${name}_1_relu`),
    zeroPadding(`${name}_2_pad`, 1),
    convolution(`${name}_2_conv`, filters, 3, { strides: stride, useBias: false }),
    batchNormalization(`${name}_2_bn`),
    relu(`${name}_2_relu`),
    convolution(`${name}_3_conv`, 4 * filters, 1),
  );
  const shortcut = projects
    ? through(activated, convolution(`${name}_0_conv`, 4 * filters, 1, { strides: stride }))
    : everyNth(x, stride, `${name}_0_pool`);
  return join(tf.layers.add({ name: `${name}_out` }), shortcut, residual);
};

/** Every `stride`-th pixel of every `stride`-th row. */
function everyNth(x: tf.SymbolicTensor, stride: number, name: string): tf.SymbolicTensor {
  return stride === 1 ? x : through(x, tf.layers.maxPooling2d({ name, poolSize: 1, strides: stride }));
}
