import type { Parameter, Value } from '../../shared/space/parameter.js';
import type { TrialDocument } from '../../shared/study/document.js';
import { formatValue } from '../format.js';
import { axisOf, labelAt, type ParallelAxis } from './parallel-axes.js';
import type { Theme } from './theme.js';

/** The scale of a hyperparameter, from 0 to 1: a number lies where its sampling has it, a category in the middle of its band. */
export interface SliceAxis extends Pick<ParallelAxis, 'name' | 'ticks'> {
  /** How many categories; undefined for a number. */
  readonly bands: number | undefined;
  /** Where a trial lies; undefined if the hyperparameter is not active, or has a value of another declaration. */
  positionOf(trial: TrialDocument): number | undefined;
}

/** The axis of a hyperparameter; one without a choice has none. */
export function sliceAxisOf(parameter: Parameter): SliceAxis | undefined {
  const { name } = parameter;
  const values = categoriesOf(parameter);
  if (values) {
    const middle = (index: number) => (index + 0.5) / values.length;
    return {
      name,
      bands: values.length,
      ticks: values.map((value, index) => ({ at: middle(index), label: formatValue(value) })),
      positionOf: ({ hyperparameters }) => {
        const value = hyperparameters[name];
        return value !== undefined && values.includes(value) ? middle(values.indexOf(value)) : undefined;
      },
    };
  }
  const axis = axisOf(parameter);
  return (
    axis && {
      name,
      bands: undefined,
      ticks: axis.ticks,
      positionOf: ({ hyperparameters }) => {
        const at = axis.position(hyperparameters[name]);
        return at >= 0 && at <= 1 ? at : undefined;
      },
    }
  );
}

/** The axes of all hyperparameters that have a choice. */
export function sliceAxesOf(parameters: readonly Parameter[]): SliceAxis[] {
  return parameters.flatMap((parameter) => sliceAxisOf(parameter) ?? []);
}

/** Undefined for numbers, and for what has one value. */
function categoriesOf(parameter: Parameter): readonly Value[] | undefined {
  if (parameter.kind === 'boolean') return [false, true];
  return parameter.kind === 'choice' && parameter.values.length > 1 ? parameter.values : undefined;
}

/** Share of a band that its trials are spread over. */
const spreadShare = 0.7;

/** What a trial is moved by within its band, so that trials of one category do not hide each other: in [-0.5, 0.5] bands. */
export function spreadOf(trial: number): number {
  const goldenRatio = (Math.sqrt(5) - 1) / 2;
  return spreadShare * (((trial * goldenRatio) % 1) - 0.5);
}

/** The axis as ECharts draws it: bands of categories are shaded in turn. */
export function sliceAxisOption({ name, ticks, bands }: SliceAxis, theme: Theme) {
  const edges = bands && Array.from({ length: bands + 1 }, (_, index) => index / bands);
  const labels = ticks.map(({ at }) => at);
  return {
    type: 'value',
    name,
    nameLocation: 'middle',
    min: bands ? 0 : -0.03,
    max: bands ? 1 : 1.03,
    nameTextStyle: { color: theme.text, width: 220, overflow: 'truncate' },
    axisLine: { lineStyle: { color: theme.line } },
    axisTick: { customValues: edges ?? labels, lineStyle: { color: theme.line } },
    splitLine: { show: false },
    splitArea: { show: bands !== undefined, areaStyle: { color: ['transparent', theme.grid], opacity: 0.4 } },
    axisLabel: {
      customValues: labels,
      color: theme.text,
      hideOverlap: true,
      width: 90,
      overflow: 'truncate',
      formatter: (at: number) => labelAt(ticks, at),
    },
  };
}
