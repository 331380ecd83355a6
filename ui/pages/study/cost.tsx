import { useMemo, useState } from 'preact/hooks';
import type { LegsView } from '../../api/legs-feed.js';
import { useLegs } from '../../api/use-legs.js';
import { Choice } from '../../parts/choice.js';
import { Notice } from '../../parts/notice.js';
import { Plot } from '../../plots/plot.js';
import { type Currency, currenciesOf, spendingOf } from '../../plots/spending.js';
import { bestOption, spentOption } from '../../plots/spending-option.js';
import { useTheme } from '../../plots/theme.js';
import { ScoringControls } from './controls.js';
import type { SectionProps } from './study-content.js';

/** What a study has cost, and what that has brought. */
export function CostSection(props: SectionProps) {
  const { value, refusal } = useLegs(props.summary, props.view);
  return (
    <>
      <Notice refusal={refusal} />
      {value ? <Spending {...props} {...value} /> : !refusal && <p role="status">Reading legs …</p>}
    </>
  );
}

function Spending({ legs, view: { trials }, scoring }: SectionProps & LegsView) {
  const theme = useTheme();
  const { goal, isLog } = scoring;
  const currencies = useMemo(() => currenciesOf(legs), [legs]);
  const [chosen, setChosen] = useState<Currency>();
  const currency = chosen ?? (currencies[0] as Currency);
  const spending = useMemo(() => spendingOf(legs, trials, currency, goal), [legs, trials, currency, goal]);
  const overTime = useMemo(() => spentOption(spending, currency, theme), [spending, currency, theme]);
  const best = useMemo(
    () => bestOption(spending, currency, goal, isLog, theme),
    [spending, currency, goal, isLog, theme],
  );
  if (spending.length === 0) return <p>No leg has ended yet.</p>;
  const summary = `${spending.length} legs. The page of each trial has what its legs took.`;
  return (
    <>
      <ScoringControls scoring={scoring}>
        {currencies.length > 1 && (
          <Choice label="In" options={currencies} value={currency} onChange={(name) => setChosen(name as Currency)} />
        )}
      </ScoringControls>
      <Plot title="Spent over time" summary={summary} option={overTime} />
      <Plot title="Best score for what was spent" summary={summary} option={best} />
    </>
  );
}
