import { type ConvolutionAttrs, convolutionInfo, explicitPadding } from './convolution-info.js';
import type { Kernel, KernelCall } from './kernel-call.js';

type Convolution = Kernel<KernelCall<'x' | 'filter', ConvolutionAttrs>>;

/**
 * Conv2D and FusedConv2D, corrected: the stock kernels give wrong values for padding 'same' if a stride is larger than
 * the filter in that dimension (tfjs #8405), where XNNPACK gets the padding wrong that it computes itself. The same
 * padding spelled out in pixels gives right ones.
 */
export function conv2DWithExplicitPadding(stock: Convolution): Convolution {
  return withExplicitPadding(stock, false);
}

/** DepthwiseConv2dNative and FusedDepthwiseConv2D, corrected in the same way (tfjs #6629). */
export function depthwiseConv2DWithExplicitPadding(stock: Convolution): Convolution {
  return withExplicitPadding(stock, true);
}

function withExplicitPadding(stock: Convolution, depthwise: boolean): Convolution {
  return (call) => {
    if (call.attrs.pad !== 'same') {
      return stock(call);
    }
    const { x, filter } = call.inputs;
    const { top, bottom, left, right } = convolutionInfo(x.shape, filter.shape, call.attrs, depthwise).padInfo;
    return stock({ ...call, attrs: { ...call.attrs, pad: explicitPadding([top, bottom], [left, right]) } });
  };
}
