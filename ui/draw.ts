import type { Drawing, DrawingModule } from '../cli/export/drawing.js';
import { readImportances } from './api/importance.js';
import { LegsFeed } from './api/legs-feed.js';
import { readFrom } from './api/source.js';
import { StudyFeed } from './api/study-feed.js';
import { fileName } from './file-name.js';
import { type StudyPlot, studyPlots } from './pages/study/study-plots.js';
import { drawOn } from './plots/draw-on.js';
import { drawSvg } from './plots/draw-svg.js';
import { setPlatformAPI } from './plots/echarts.js';
import { type Theme, themeOf } from './plots/theme.js';
import style from './style.css';

/** Pixels of a plot that needs no more. */
const size = { width: 960, height: 400 };

export const drawingsOf: DrawingModule['drawingsOf'] = async (study, answer) => {
  readFrom({ isLive: false, answer });
  const view = await new StudyFeed(study).read();
  const summary = view.detail;
  if (!('objective' in summary)) return [];
  const legs = await new LegsFeed(study).read();
  const importances = await readImportances(study, 'ped-anova', undefined);
  const theme = themeOf(lightColour);
  const names = new Set<string>();
  return studyPlots({ view, summary, legs, importances }, theme).map((plot) =>
    drawingOf(plot, freeName(plot.name, names), theme),
  );
};

function drawingOf({ option, minWidth = 0, height = size.height }: StudyPlot, name: string, theme: Theme): Drawing {
  const fitting = { width: Math.max(size.width, minWidth), height };
  return {
    name,
    svg: () => drawSvg(option, fitting, theme.paper),
    png: (createCanvas) => {
      // ECharts measures texts on a canvas of its own.
      setPlatformAPI({ createCanvas: () => createCanvas(1, 1) as never });
      return drawOn(createCanvas(1, 1), option, fitting, theme.paper, (canvas) => canvas.toBuffer('image/png'));
    },
  };
}

/** A name that no other file has, also where letters of either case are the same. */
function freeName(text: string, taken: Set<string>): string {
  const name = fileName(text);
  let free = name;
  for (let copy = 2; taken.has(free); copy++) free = `${name}-${copy}`;
  taken.add(free);
  return free;
}

/** A colour of the light scheme, which stands first. */
function lightColour(name: string): string {
  return new RegExp(`${name}: ([^;]+);`).exec(style)?.[1] ?? '';
}
