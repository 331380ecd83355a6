/** What a version multiplies the base network's sizes by, and the side of its images in pixels (Tan and Le 2019). */
interface Scaling {
  readonly width: number;
  readonly depth: number;
  readonly resolution: number;
}

const scalings = {
  B0: { width: 1, depth: 1, resolution: 224 },
  B1: { width: 1, depth: 1.1, resolution: 240 },
  B2: { width: 1.1, depth: 1.2, resolution: 260 },
  B3: { width: 1.2, depth: 1.4, resolution: 300 },
  B4: { width: 1.4, depth: 1.8, resolution: 380 },
  B5: { width: 1.6, depth: 2.2, resolution: 456 },
  B6: { width: 1.8, depth: 2.6, resolution: 528 },
  B7: { width: 2, depth: 3.1, resolution: 600 },
} as const satisfies Record<string, Scaling>;

/**
 * The versions of Tan and Le 2019, by their size: from B0, for images of 224 by 224 pixels, to B7, of 600 by 600.
 *
 * @useDeclaredType
 */
export type EfficientNetVersion = keyof typeof scalings;
export const efficientNetVersions = Object.keys(scalings) as EfficientNetVersion[];

/** The side of a version's images, in pixels. */
export function resolutionOf(version: EfficientNetVersion): number {
  return scalings[version].resolution;
}

/** Blocks of one kind, in the base network. */
interface Stage {
  readonly kernelSize: 3 | 5;
  readonly blocks: number;
  readonly filters: number;
  /** By how much a block widens its input before its depthwise convolution. */
  readonly expansion: number;
  /** Of its first block. */
  readonly stride: number;
}

const stages: readonly Stage[] = [
  { kernelSize: 3, blocks: 1, filters: 16, expansion: 1, stride: 1 },
  { kernelSize: 3, blocks: 2, filters: 24, expansion: 6, stride: 2 },
  { kernelSize: 5, blocks: 2, filters: 40, expansion: 6, stride: 2 },
  { kernelSize: 3, blocks: 3, filters: 80, expansion: 6, stride: 2 },
  { kernelSize: 5, blocks: 3, filters: 112, expansion: 6, stride: 1 },
  { kernelSize: 5, blocks: 4, filters: 192, expansion: 6, stride: 2 },
  { kernelSize: 3, blocks: 1, filters: 320, expansion: 6, stride: 1 },
];

/** A version's sizes. */
export interface ScaledNetwork {
  readonly stemFilters: number;
  readonly stages: readonly Stage[];
  readonly topFilters: number;
}

/** The base network, widened and deepened. */
export function scaledNetwork(version: EfficientNetVersion): ScaledNetwork {
  const { width, depth } = scalings[version];
  return {
    stemFilters: scaledFilters(32, width),
    stages: stages.map((stage) => ({
      ...stage,
      filters: scaledFilters(stage.filters, width),
      blocks: Math.ceil(stage.blocks * depth),
    })),
    topFilters: scaledFilters(1280, width),
  };
}

/** To a multiple of 8 that is not under nine tenths of what was asked for. */
function scaledFilters(filters: number, width: number): number {
  const wanted = filters * width;
  const nearest = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return nearest < 0.9 * wanted ? nearest + 8 : nearest;
}
