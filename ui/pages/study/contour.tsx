import { useMemo, useState } from 'preact/hooks';
import { Choice } from '../../parts/choice.js';
import { contourOf, contourOption } from '../../plots/contour-option.js';
import { Plot } from '../../plots/plot.js';
import { type SliceAxis, sliceAxisOf } from '../../plots/slice-axis.js';
import { useTheme } from '../../plots/theme.js';
import { ScoringControls } from './controls.js';
import type { SectionProps } from './study-content.js';
import { useTrialLink } from './use-trial-link.js';

/** Scores over two hyperparameters. */
export function ContourSection(props: SectionProps) {
  const { parameters } = props.view;
  const axes = useMemo(() => parameters.flatMap((parameter) => sliceAxisOf(parameter) ?? []), [parameters]);
  const [names, setNames] = useState<readonly string[]>([]);
  if (axes.length < 2) return <p>A contour takes two hyperparameters that have a choice.</p>;
  const across = axes.find(({ name }) => name === names[0]) ?? (axes[0] as SliceAxis);
  const others = axes.filter((axis) => axis !== across);
  const up = others.find(({ name }) => name === names[1]) ?? (others[0] as SliceAxis);
  return (
    <>
      <ScoringControls scoring={props.scoring}>
        <Choice
          label="Across"
          options={axes.map(({ name }) => name)}
          value={across.name}
          // What was chosen for the other axis changes places with it.
          onChange={(name) => setNames([name, name === up.name ? across.name : up.name])}
        />
        <Choice
          label="Up"
          options={others.map(({ name }) => name)}
          value={up.name}
          onChange={(name) => setNames([across.name, name])}
        />
      </ScoringControls>
      <ContourPlot {...props} across={across} up={up} />
    </>
  );
}

interface ContourPlotProps extends SectionProps {
  readonly across: SliceAxis;
  readonly up: SliceAxis;
}

function ContourPlot({ view: { trials }, summary: { study }, scoring: { goal, isLog }, across, up }: ContourPlotProps) {
  const theme = useTheme();
  const contour = useMemo(() => contourOf(trials, [across, up], goal, isLog), [trials, across, up, goal, isLog]);
  const option = useMemo(
    () => contourOption(contour, [across, up], goal, isLog, theme),
    [contour, across, up, goal, isLog, theme],
  );
  const { length } = contour.points;
  const summary = `${goal.name} of ${length} trials over ${across.name} and ${up.name}. The table of trials has the numbers.`;
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
