import type { EChartsType } from 'echarts/core';
import { useCallback } from 'preact/hooks';
import { trialLink } from '../../routing.js';

/**
 * Lets a click on something that is drawn lead to its trial.
 *
 * @param dimension of the data, where the trial's number stands.
 * @param series begin of the ids of the series that it is for. @default all
 */
export function useTrialLink(study: string, dimension: number, series = ''): (chart: EChartsType) => void {
  return useCallback(
    (chart) => {
      chart.on('click', ({ seriesId, value }) => {
        if (seriesId?.startsWith(series)) location.hash = trialLink(study, (value as number[])[dimension] as number);
      });
    },
    [study, dimension, series],
  );
}
