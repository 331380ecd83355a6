import * as tf from '@tensorflow/tfjs';
import { join, through } from '../layers/through.js';
import type { Block } from './block.js';
import { batchNormalization, convolution, relu } from './layers.js';

/** The bottleneck block of He et al. 2015 (arXiv:1512.03385): 1x1, 3x3, 1x1, with four times as many filters at its end. */
export const blockV1: Block = (x, { name, filters, stride, projects }) => {
  const shortcut = projects
    ? through(x, convolution(`${name}_0_conv`, 4 * filters, 1, { strides: stride }), batchNormalization(`${name}_0_bn`))
    : x;
  const residual = through(
    x,
    convolution(`${name}_1_conv`, filters, 1, { strides: stride }),
    batchNormalization(`${name}_1_bn`),
    relu(`${name}_1_relu`),
    convolution(`${name}_2_conv`, filters, 3, { padding: 'same' }),
    batchNormalization(`${name}_2_bn`),
    relu(`${name}_2_relu`),
    convolution(`${name}_3_conv`, 4 * filters, 1),
    batchNormalization(`${name}_3_bn`),
  );
  return through(join(tf.layers.add({ name: `${name}_add` }), shortcut, residual), relu(`${name}_out`));
};
