/** Shapes in a square of 10 by 10, as SVG paths. */
const shapes = {
  circle: 'M5 0A5 5 0 1 1 4.99 0Z',
  square: 'M0.5 0.5H9.5V9.5H0.5Z',
  triangle: 'M5 0L10 9H0Z',
  diamond: 'M5 0L10 5L5 10L0 5Z',
  cross: 'M3.5 0H6.5V3.5H10V6.5H6.5V10H3.5V6.5H0V3.5H3.5Z',
};
const shapeNames = Object.keys(shapes) as (keyof typeof shapes)[];

/** Lengths of dashes and gaps, in pixels. */
const dashes = { solid: [], dashed: [8, 4], dotted: [2, 3] } as const;
const dashNames = Object.keys(dashes) as (keyof typeof dashes)[];

/** How many lines can be told apart: no two of them have the same shape and the same dashes. */
export const mostMarks = 12;

/** How many colours `style.css` has for lines. */
export const colours = 8;

/** What tells a line from others, in whatever colours one sees. */
export interface Mark {
  /** In words: `square, dashed`. */
  readonly name: string;
  readonly path: string;
  readonly dash: readonly number[];
  /** Of the colours for lines. */
  readonly colour: number;
}

/** The mark of a line by its place. */
export function markOf(index: number): Mark {
  const shape = shapeNames[index % shapeNames.length] as (typeof shapeNames)[number];
  const dash = dashNames[index % dashNames.length] as (typeof dashNames)[number];
  return { name: `${shape}, ${dash}`, path: shapes[shape], dash: dashes[dash], colour: index % colours };
}
