import { useCallback, useMemo, useState } from 'preact/hooks';
import type { ImportanceMethod, Importances } from '../../../shared/importance/importance.js';
import { readImportances, type ToldImportances } from '../../api/importance.js';
import { nameOf } from '../../api/objective.js';
import { reportedMetrics } from '../../api/reported-metrics.js';
import { source } from '../../api/source.js';
import { useReading } from '../../api/use-reading.js';
import { Choice } from '../../parts/choice.js';
import { Notice } from '../../parts/notice.js';
import { heightOfBars, importanceOption } from '../../plots/importance-option.js';
import { Plot } from '../../plots/plot.js';
import { useTheme } from '../../plots/theme.js';
import { ImportanceTables } from './importance-tables.js';
import type { SectionProps } from './study-content.js';

const methods: Record<string, ImportanceMethod> = { 'PED-ANOVA': 'ped-anova', fANOVA: 'fanova' };

/** What the methods ask. */
const questions: Record<ImportanceMethod, string> = {
  'ped-anova': 'What do the best tenth of the trials have in common?',
  fanova: 'What moves the score, over the whole space?',
};

/** Which hyperparameters matter. */
export function ImportanceSection({ view: { trials }, summary: { study, objective } }: SectionProps) {
  const [name, setName] = useState('PED-ANOVA');
  const method = methods[name] as ImportanceMethod;
  const overall = `the objective (${nameOf(objective)})`;
  const [about, setAbout] = useState(overall);
  const metric = about === overall ? undefined : about;
  const read = useCallback(() => readImportances(study, method, metric), [study, method, metric]);
  const { value, refusal } = useReading(read, trials);
  const metrics = useMemo(() => reportedMetrics(trials), [trials]);
  return (
    <>
      <div class="controls">
        <Choice label="Method" options={Object.keys(methods)} value={name} onChange={setName} />
        {source().isLive && <Choice label="For" options={[overall, ...metrics]} value={about} onChange={setAbout} />}
      </div>
      <p class="quiet">{questions[method]}</p>
      <Notice refusal={refusal} />
      {value ? <Answer told={value} /> : !refusal && <p role="status">Working out importances …</p>}
    </>
  );
}

function Answer({ told }: { told: ToldImportances }) {
  return 'untold' in told ? <p>{told.untold}</p> : <ImportancePlot importances={told} />;
}

function ImportancePlot({ importances }: { importances: Importances }) {
  const theme = useTheme();
  const option = useMemo(() => importanceOption(importances, theme), [importances, theme]);
  const { method, trials, drawnFrom, hyperparameters } = importances;
  const drawn = drawnFrom === undefined ? '' : `, drawn from ${drawnFrom}`;
  const about = `${method === 'fanova' ? 'fANOVA' : 'PED-ANOVA'} of ${trials} trials${drawn}`;
  const summary = `${about}. The table below has the numbers.`;
  return (
    <>
      <Plot title="Importance" summary={summary} option={option} height={heightOfBars(hyperparameters.length)}>
        <span class="quiet">{about}</span>
      </Plot>
      <ImportanceTables importances={importances} />
    </>
  );
}
