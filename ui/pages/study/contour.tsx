import { useMemo, useState } from 'preact/hooks';
import { PairChoice, pairOf } from '../../parts/pair-choice.js';
import { contourOf, contourOption } from '../../plots/contour-option.js';
import { Plot } from '../../plots/plot.js';
import { type SliceAxis, sliceAxesOf } from '../../plots/slice-axis.js';
import { useTheme } from '../../plots/theme.js';
import { ScoringControls } from './controls.js';
import type { SectionProps } from './study-content.js';
import { useTrialLink } from './use-trial-link.js';

/** Scores over two hyperparameters. */
export function ContourSection(props: SectionProps) {
  const { parameters } = props.view;
  const axes = useMemo(() => sliceAxesOf(parameters), [parameters]);
  const [names, setNames] = useState<readonly string[]>([]);
  const pair = useMemo(() => pairOf(axes, names), [axes, names]);
  if (!pair) return <p>A contour takes two hyperparameters that have a choice.</p>;
  return (
    <>
      <ScoringControls scoring={props.scoring}>
        <PairChoice all={axes} pair={pair} onChange={setNames} />
      </ScoringControls>
      <ContourPlot {...props} pair={pair} />
    </>
  );
}

interface ContourPlotProps extends SectionProps {
  readonly pair: readonly [SliceAxis, SliceAxis];
}

function ContourPlot({ view: { trials }, summary: { study }, scoring: { goal, isLog }, pair }: ContourPlotProps) {
  const theme = useTheme();
  const contour = useMemo(() => contourOf(trials, pair, goal, isLog), [trials, pair, goal, isLog]);
  const option = useMemo(() => contourOption(contour, pair, goal, isLog, theme), [contour, pair, goal, isLog, theme]);
  const { length } = contour.points;
  const summary = `${goal.name} of ${length} trials over ${pair.map(({ name }) => name).join(' and ')}. The table of trials has the numbers.`;
  return (
    <>
      <Plot title="Contour" summary={summary} option={option} height={480} onReady={useTrialLink(study, 3, 'trials')} />
      <p class="quiet">
        Between the trials, each place has the mean of their scores, weighted by the inverse square of their distance: a
        guess, not a model. The stronger the colour, the better.
      </p>
    </>
  );
}
