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

/** The axis of scores or of a metric. */
export function scoreAxis(name: string, isLog: boolean, theme: Theme) {
  return { type: isLog ? 'log' : 'value', name, scale: true, ...axisStyle(theme), nameGap: 10 } as const;
}

export function legendStyle({ text }: Theme) {
  return { top: 0, right: 0, textStyle: { color: text } };
}

/** Drawn on the canvas: the page's policy allows no styles in markup. */
export function tooltipStyle({ text, paper, grid }: Theme) {
  return { renderMode: 'richText', backgroundColor: paper, borderColor: grid, textStyle: { color: text } } as const;
}
