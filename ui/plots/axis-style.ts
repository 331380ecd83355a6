import { formatNumber } from '../format.js';
import type { Theme } from './theme.js';

/** How axes look. */
export function axisStyle({ text, grid }: Theme) {
  return {
    nameGap: 24,
    nameTextStyle: { color: text },
    axisLabel: { color: text, formatter: formatNumber },
    axisLine: { lineStyle: { color: grid } },
    splitLine: { lineStyle: { color: grid } },
  };
}

/** Drawn on the canvas: the page's policy allows no styles in markup. */
export function tooltipStyle({ text, paper, grid }: Theme) {
  return { renderMode: 'richText', backgroundColor: paper, borderColor: grid, textStyle: { color: text } } as const;
}
