import type { EChartsType } from 'echarts/core';
import type { RefObject } from 'preact';
import { fileName } from '../file-name.js';
import { saveFile } from '../parts/save-file.js';
import { drawOn } from './draw-on.js';
import { drawSvg, type Size } from './draw-svg.js';
import { useTheme } from './theme.js';

interface SaveButtonsProps {
  readonly title: string;
  readonly chart: RefObject<EChartsType | null>;
}

/** Save a plot as it is seen: zoomed, and without what its legend hides. */
export function SaveButtons({ title, chart }: SaveButtonsProps) {
  const { paper } = useTheme();
  const name = () => fileName(`${document.title.replace(/ · Stepladder$/, '')} ${title}`);
  const saveSvg = () => {
    if (!chart.current) return;
    const svg = drawSvg(chart.current.getOption(), sizeOf(chart.current), paper);
    saveFile(`${name()}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
  };
  const savePng = () => {
    if (!chart.current) return;
    const save = (image: Blob | null) => image && saveFile(`${name()}.png`, image);
    drawOn(document.createElement('canvas'), chart.current.getOption(), sizeOf(chart.current), paper, (canvas) =>
      canvas.toBlob(save, 'image/png'),
    );
  };
  return (
    <span class="save">
      Save as
      <button type="button" aria-label={`Save ${title} as SVG`} onClick={saveSvg}>
        SVG
      </button>
      <button type="button" aria-label={`Save ${title} as PNG`} onClick={savePng}>
        PNG
      </button>
    </span>
  );
}

function sizeOf(chart: EChartsType): Size {
  return { width: chart.getWidth(), height: chart.getHeight() };
}
