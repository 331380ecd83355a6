import * as tf from '@tensorflow/tfjs';
import { join, through } from '../layers/through.js';
import { batchNormalization, convolution, kernelInitializer, swish } from './layers.js';

/** An inverted residual block. */
interface BlockOptions {
  readonly name: string;
  readonly kernelSize: number;
  readonly filters: number;
  readonly expansion: number;
  readonly stride: number;
  /** How often training leaves the block out for an image, where it can (Huang et al. 2016, arXiv:1603.09382). */
  readonly dropRate: number;
}

/** MobileNetV2's inverted bottleneck (arXiv:1801.04381) with squeeze and excitation. */
export function mobileBlock(x: tf.SymbolicTensor, options: BlockOptions): tf.SymbolicTensor {
  const { name, kernelSize, filters, expansion, stride, dropRate } = options;
  const channels = x.shape[3] as number;
  const convolved = through(
    x,
    ...(expansion === 1 ? [] : expand(name, channels * expansion)),
    depthwiseConvolution(`${name}_dwconv`, kernelSize, stride),
    batchNormalization(`${name}_bn`),
    swish(`${name}_activation`),
  );
  const residual = through(
    squeezeAndExcite(convolved, name, Math.floor(channels / 4)),
    convolution(`${name}_project_conv`, filters, 1, 1),
    batchNormalization(`${name}_project_bn`),
  );
  if (stride !== 1 || channels !== filters) return residual;
  return join(tf.layers.add({ name: `${name}_add` }), through(residual, ...leaveOut(name, dropRate)), x);
}

function expand(name: string, filters: number): tf.layers.Layer[] {
  return [
    convolution(`${name}_expand_conv`, filters, 1, 1),
    batchNormalization(`${name}_expand_bn`),
    swish(`${name}_expand_activation`),
  ];
}

function depthwiseConvolution(name: string, kernelSize: number, strides: number): tf.layers.Layer {
  return tf.layers.depthwiseConv2d({
    name,
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    depthwiseInitializer: kernelInitializer(),
  });
}

/** Scales each channel by what all channels are like on average (Hu et al. 2017, arXiv:1709.01507). */
function squeezeAndExcite(x: tf.SymbolicTensor, name: string, squeezedChannels: number): tf.SymbolicTensor {
  const channels = x.shape[3] as number;
  const pointwise = { kernelSize: 1, kernelInitializer: kernelInitializer() };
  const scale = through(
    x,
    tf.layers.globalAveragePooling2d({ name: `${name}_se_squeeze` }),
    tf.layers.reshape({ name: `${name}_se_reshape`, targetShape: [1, 1, channels] }),
    tf.layers.conv2d({ ...pointwise, name: `${name}_se_reduce`, filters: squeezedChannels, activation: 'swish' }),
    tf.layers.conv2d({ ...pointwise, name: `${name}_se_expand`, filters: channels, activation: 'sigmoid' }),
  );
  return join(tf.layers.multiply({ name: `${name}_se_excite` }), x, scale);
}

/** Drops all values of an image together. */
function leaveOut(name: string, rate: number): tf.layers.Layer[] {
  return rate === 0 ? [] : [tf.layers.dropout({ name: `${name}_drop`, rate, noiseShape: [null, 1, 1, 1] as number[] })];
}
