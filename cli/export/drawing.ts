import type { FrozenStudy } from './frozen-study.js';

/** A canvas of Node.js that ECharts draws on. */
export interface DrawingCanvas {
  toBuffer(type: 'image/png'): Uint8Array;
}

/** A plot of a study, to be drawn. */
export interface Drawing {
  /** Of a file, without what tells its kind: `history`. */
  readonly name: string;
  /** As an SVG document. */
  svg(): string;
  /** As a PNG image, of two pixels for each of the page's. */
  png(createCanvas: (width: number, height: number) => DrawingCanvas): Uint8Array;
}

/** What `ui/draw.ts` exports. The plots are the page's, which is built on its own: it is loaded where plots are drawn. */
export interface DrawingModule {
  /** The plots of a study that has something to show in them. @param answer as of a frozen study */
  drawingsOf(study: string, answer: FrozenStudy['answer']): Promise<Drawing[]>;
}
