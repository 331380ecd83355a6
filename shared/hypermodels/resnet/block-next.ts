import * as tf from '@tensorflow/tfjs';
import { GroupedConv2D } from '../layers/grouped-conv2d.js';
import { join, through } from '../layers/through.js';
import type { Block } from './block.js';
import { batchNormalization, convolution, relu, zeroPadding } from './layers.js';

/** "Cardinality" in the paper. */
const groups = 32;

/** The block of Xie et al. 2016 (arXiv:1611.05431): its 3x3 convolution is one of 32 groups. */
export const blockNext: Block = (x, { name, filters, stride, projects }) => {
  const shortcut = projects
    ? through(
        x,
        convolution(`${name}_0_conv`, 2 * filters, 1, { strides: stride, useBias: false }),
        batchNormalization(`${name}_0_bn`),
      )
    : x;
  const residual = through(
    x,
    convolution(`${name}_1_conv`, filters, 1, { useBias: false }),
    batchNormalization(`${name}_1_bn`),
    relu(`${name}_1_relu`),
    zeroPadding(`${name}_2_pad`, 1),
    new GroupedConv2D({ name: `${name}_2_conv`, filters, kernelSize: 3, strides: stride, groups }),
    batchNormalization(`${name}_2_bn`),
    relu(`${name}_2_relu`),
    convolution(`${name}_3_conv`, 2 * filters, 1, { useBias: false }),
    batchNormalization(`${name}_3_bn`),
  );
  return through(join(tf.layers.add({ name: `${name}_add` }), shortcut, residual), relu(`${name}_out`));
};
