import type { Importances } from '../../../shared/importance/importance.js';
import { PlainTable } from '../../parts/plain-table.js';

/** Pairs that are shown: the strongest. */
const mostPairs = 5;

/** Importances as numbers; by fANOVA also the pairs that interact most. */
export function ImportanceTables({ importances: { hyperparameters, pairs = [] } }: { importances: Importances }) {
  const hasVariance = hyperparameters.some(({ variance }) => variance !== undefined);
  return (
    <div class="columns">
      <PlainTable
        caption="Importances"
        header={['hyperparameter', 'importance', ...(hasVariance ? ['variance'] : []), 'trials']}
        rows={hyperparameters.map(({ name, importance, variance, trials }) => [
          name,
          importance.toFixed(3),
          ...(variance === undefined ? [] : [variance.toFixed(3)]),
          trials,
        ])}
      />
      {pairs.length > 0 && (
        <PlainTable
          caption="Interactions"
          header={['pair', 'variance']}
          rows={pairs.slice(0, mostPairs).map(({ names, variance }) => [names.join(' × '), variance.toFixed(3)])}
        />
      )}
    </div>
  );
}
