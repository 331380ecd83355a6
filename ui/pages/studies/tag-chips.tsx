interface TagChipsProps {
  readonly tags: readonly string[];
  /** Tags that studies must have to be shown. */
  readonly wanted: readonly string[];
  readonly onWant: (wanted: readonly string[]) => void;
}

/** Tags as buttons: one shows the studies alone that have the tag, and again all. */
export function TagChips({ tags, wanted, onWant }: TagChipsProps) {
  return (
    <span class="chips">
      {tags.map((tag) => {
        const isWanted = wanted.includes(tag);
        const toggle = () => onWant(isWanted ? wanted.filter((other) => other !== tag) : [...wanted, tag]);
        return (
          <button key={tag} type="button" class="chip" aria-pressed={isWanted} onClick={toggle}>
            {tag}
          </button>
        );
      })}
    </span>
  );
}
