import { useCallback } from 'preact/hooks';
import { type Compared, isFound, readCompared } from '../../api/comparison.js';
import { intervalOf, usePolling } from '../../api/use-polling.js';
import { Notice } from '../../parts/notice.js';
import { mostMarks } from '../../plots/marks.js';
import { choosingLink } from '../../routing.js';
import { Comparison } from './comparison.js';

/** Several studies side by side, as they go on. */
export function ComparePage({ studies }: { studies: readonly string[] }) {
  const shown = studies.slice(0, mostMarks);
  const names = shown.join();
  const read = useCallback(() => readCompared(names.split(',')), [names]);
  const { value: compared, refusal } = usePolling(read, pauseFor);
  return (
    <>
      <div class="headline">
        <h1>Compare</h1>
        <a href={choosingLink(shown)}>Choose studies</a>
      </div>
      {studies.length > shown.length && (
        <p>
          A plot has room for {mostMarks} studies: these are the first of {studies.length}.
        </p>
      )}
      <Notice refusal={refusal} />
      {compared ? <Comparison compared={compared} /> : !refusal && <p role="status">Reading …</p>}
    </>
  );
}

function pauseFor(compared: readonly Compared[] | undefined): number {
  const isGoing = !compared || compared.some((each) => !isFound(each) || each.summary.status === 'running');
  return intervalOf(isGoing);
}
