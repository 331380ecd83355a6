import * as tf from '@tensorflow/tfjs';

/** A layer, or a stack of layers, and the shapes of its inputs, [batch, ...]. */
export interface LayerCase {
  readonly name: string;
  readonly build: () => tf.layers.Layer;
  readonly inputShapes: number[][];
  /** Inputs are whole numbers below this if it is set. */
  readonly categories?: number;
  /** Whether tfjs cannot compute the gradient with respect to the inputs. */
  readonly hasConstantInputs?: boolean;
}

const ACTIVATIONS = [
  'elu',
  'selu',
  'relu',
  'relu6',
  'linear',
  'sigmoid',
  'hardSigmoid',
  'softplus',
  'softsign',
  'tanh',
  'softmax',
  'logSoftmax',
  'gelu',
  'gelu_new',
  'mish',
  'swish',
] as const;

type LayerArgs = Record<string, unknown>;

/** A layer by the name that `tf.layers` gives it. */
function layer(name: keyof typeof tf.layers, inputShape: number[], args: LayerArgs = {}): LayerCase {
  const create = tf.layers[name] as (args: LayerArgs) => tf.layers.Layer;
  return { name: `${name} ${JSON.stringify(args)}`, build: () => create(args), inputShapes: [inputShape] };
}

/** A layer that takes several inputs of one shape. */
function merge(name: keyof typeof tf.layers, args: LayerArgs = {}): LayerCase {
  return {
    ...layer(name, [], args),
    inputShapes: [
      [3, 4, 5],
      [3, 4, 5],
      [3, 4, 5],
    ].slice(name === 'dot' ? 1 : 0),
  };
}

/** A layer around another one. */
function wrap(name: 'bidirectional' | 'timeDistributed', inner: LayerCase, args: LayerArgs = {}): LayerCase {
  const create = tf.layers[name] as unknown as (args: LayerArgs) => tf.layers.Layer;
  return {
    ...inner,
    name: `${name} of ${inner.name} ${JSON.stringify(args)}`,
    build: () => create({ layer: inner.build(), ...args }),
  };
}

/** Several layers in a row, as one. */
function stack(name: string, inputShape: number[], layers: () => tf.layers.Layer[]): LayerCase {
  return { name, build: () => tf.sequential({ layers: layers() }), inputShapes: [inputShape] };
}

const IMAGE = [2, 7, 6, 3];
const SEQUENCE = [3, 5, 4];
const VOLUME = [2, 5, 4, 6, 2];

const coreLayers: LayerCase[] = [
  ...ACTIVATIONS.map((activation) => layer('dense', [4, 6], { units: 5, activation })),
  layer('dense', [3, 4, 6], { units: 5, activation: 'relu' }),
  layer('dense', [4, 70], { units: 60, activation: 'relu', useBias: false }),
  ...ACTIVATIONS.map((activation) => layer('activation', [3, 4, 6], { activation })),
  layer('dropout', [8, 20], { rate: 0.4 }),
  layer('spatialDropout1d', SEQUENCE, { rate: 0.4 }),
  layer('gaussianDropout', [8, 20], { rate: 0.4 }),
  layer('gaussianNoise', [8, 20], { stddev: 0.4 }),
  layer('alphaDropout', [8, 20], { rate: 0.4 }),
  layer('flatten', IMAGE),
  layer('reshape', [3, 4, 6], { targetShape: [8, 3] }),
  layer('permute', [3, 4, 6], { dims: [2, 1] }),
  layer('repeatVector', [3, 4], { n: 5 }),
  layer('rescaling', IMAGE, { scale: 2, offset: 1 }),
  layer('elu', [3, 7]),
  layer('leakyReLU', [3, 7], { alpha: 0.2 }),
  layer('reLU', [3, 7], { maxValue: 0.5 }),
  layer('softmax', [3, 4, 5], { axis: 2 }),
  layer('prelu', [3, 4, 5]),
  layer('prelu', IMAGE, { sharedAxes: [1, 2] }),
  layer('prelu', SEQUENCE, { sharedAxes: [2] }),
  { ...layer('embedding', [4, 6], { inputDim: 7, outputDim: 5 }), categories: 7, hasConstantInputs: true },
  {
    ...stack('masked embedding', [4, 6], () => [
      tf.layers.embedding({ inputDim: 3, outputDim: 5, maskZero: true }),
      tf.layers.lstm({ units: 4 }),
    ]),
    categories: 3,
    hasConstantInputs: true,
  },
  {
    ...stack('masking', SEQUENCE, () => [
      tf.layers.reLU({ inputShape: SEQUENCE.slice(1) }),
      tf.layers.masking({ maskValue: 0 }),
      tf.layers.gru({ units: 4, returnSequences: true }),
    ]),
    hasConstantInputs: true,
  },
];

const normalizations: LayerCase[] = [
  layer('batchNormalization', [6, 4]),
  layer('batchNormalization', SEQUENCE),
  layer('batchNormalization', IMAGE),
  layer('layerNormalization', [6, 4]),
  layer('layerNormalization', IMAGE),
  layer('layerNormalization', IMAGE, { axis: [1, 2] }),
];

const merges: LayerCase[] = [
  ...(['add', 'average', 'maximum', 'minimum', 'multiply', 'concatenate'] as const).map((name) => merge(name)),
  merge('concatenate', { axis: 1 }),
  merge('dot', { axes: 2 }),
  merge('dot', { axes: 1, normalize: true }),
];

const convolutions: LayerCase[] = [
  ...(['same', 'valid'] as const).flatMap((padding) =>
    [1, 2, 3].flatMap((strides) => [
      layer('conv1d', [2, 9, 3], { filters: 4, kernelSize: 2, strides, padding, activation: 'relu' }),
      layer('conv2d', IMAGE, { filters: 4, kernelSize: [3, 2], strides, padding, activation: 'relu' }),
      layer('conv2dTranspose', IMAGE, { filters: 4, kernelSize: [3, 2], strides, padding, activation: 'tanh' }),
      layer('separableConv2d', IMAGE, { filters: 4, kernelSize: 3, strides, padding, depthMultiplier: 2 }),
      layer('depthwiseConv2d', IMAGE, { kernelSize: [3, 2], strides, padding, depthMultiplier: 2 }),
    ]),
  ),
  layer('conv2d', [2, 3, 7, 6], { filters: 4, kernelSize: 3, dataFormat: 'channelsFirst' }),
  layer('conv2d', IMAGE, { filters: 4, kernelSize: 1, useBias: false, activation: 'elu' }),
  layer('conv3d', VOLUME, { filters: 3, kernelSize: 2, activation: 'relu' }),
  layer('conv3d', VOLUME, { filters: 3, kernelSize: [1, 2, 3], strides: 2, padding: 'same' }),
  layer('cropping2D', IMAGE, {
    cropping: [
      [1, 2],
      [0, 1],
    ],
  }),
  layer('zeroPadding2d', IMAGE, {
    padding: [
      [1, 2],
      [0, 1],
    ],
  }),
  layer('upSampling2d', [1, 7, 6, 3], { size: [2, 3] }),
  layer('upSampling2d', [2, 5, 5, 3], { size: [2, 2], interpolation: 'bilinear' }),
  layer('resizing', [2, 5, 5, 3], { height: 4, width: 9 }),
];

const poolings: LayerCase[] = [
  ...(['same', 'valid'] as const).flatMap((padding) =>
    [1, 2, 3].flatMap((strides) => [
      layer('maxPooling1d', SEQUENCE, { poolSize: 2, strides, padding }),
      layer('averagePooling1d', SEQUENCE, { poolSize: 2, strides, padding }),
      layer('maxPooling2d', IMAGE, { poolSize: [3, 2], strides: [strides, strides], padding }),
      layer('averagePooling2d', IMAGE, { poolSize: [3, 2], strides: [strides, strides], padding }),
      layer('maxPooling3d', VOLUME, { poolSize: 2, strides: [strides, strides, strides], padding }),
      layer('averagePooling3d', VOLUME, { poolSize: 2, strides: [strides, strides, strides], padding }),
    ]),
  ),
  layer('globalMaxPooling1d', SEQUENCE),
  layer('globalAveragePooling1d', SEQUENCE),
  layer('globalMaxPooling2d', IMAGE),
  layer('globalAveragePooling2d', IMAGE),
];

const recurrent: LayerCase[] = [
  ...(['simpleRNN', 'gru', 'lstm'] as const).flatMap((name) => [
    layer(name, SEQUENCE, { units: 6 }),
    layer(name, SEQUENCE, { units: 6, returnSequences: true, goBackwards: true, activation: 'relu' }),
    layer(name, SEQUENCE, { units: 6, dropout: 0.3, recurrentDropout: 0.3 }),
    wrap('bidirectional', layer(name, SEQUENCE, { units: 6 }), { mergeMode: 'concat' }),
  ]),
  wrap('bidirectional', layer('lstm', SEQUENCE, { units: 3, returnSequences: true }), { mergeMode: 'sum' }),
  wrap('timeDistributed', layer('dense', SEQUENCE, { units: 3, activation: 'relu' })),
  wrap('timeDistributed', layer('conv2d', [2, 3, 7, 6, 2], { filters: 3, kernelSize: 3, activation: 'relu' })),
  layer('convLstm2d', [2, 3, 6, 5, 2], { filters: 3, kernelSize: 3, padding: 'same' }),
];

export const layerCases: readonly LayerCase[] = [
  ...coreLayers,
  ...normalizations,
  ...merges,
  ...convolutions,
  ...poolings,
  ...recurrent,
];
