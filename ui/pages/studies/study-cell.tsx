import { mostMarks } from '../../plots/marks.js';
import { studyLink } from '../../routing.js';

interface StudyCellProps {
  readonly study: string;
  /** Names of the studies to compare. */
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
}

/** The name of a study, and whether it is to be compared. */
export function StudyCell({ study, chosen, onChoose }: StudyCellProps) {
  const isChosen = chosen.includes(study);
  const toggle = () => onChoose(isChosen ? chosen.filter((name) => name !== study) : [...chosen, study]);
  return (
    <span class="pick">
      <input
        type="checkbox"
        aria-label={`Compare ${study}`}
        checked={isChosen}
        disabled={!isChosen && chosen.length >= mostMarks}
        onChange={toggle}
      />
      <a href={studyLink(study)}>{study}</a>
    </span>
  );
}
