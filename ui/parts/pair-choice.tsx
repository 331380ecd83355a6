import { Choice } from './choice.js';

interface Named {
  readonly name: string;
}

/** What stands on the two axes of a plot: those of these names, or else the first two there are; undefined of fewer. */
export function pairOf<T extends Named>(all: readonly T[], names: readonly string[]): readonly [T, T] | undefined {
  const across = all.find(({ name }) => name === names[0]) ?? all[0];
  const others = all.filter((each) => each !== across);
  const up = others.find(({ name }) => name === names[1]) ?? others[0];
  return across && up && [across, up];
}

interface PairChoiceProps {
  readonly all: readonly Named[];
  readonly pair: readonly [Named, Named];
  readonly onChange: (names: readonly [across: string, up: string]) => void;
}

/** Chooses what stands on the two axes of a plot: never the same on both. */
export function PairChoice({ all, pair: [across, up], onChange }: PairChoiceProps) {
  const names = all.map(({ name }) => name);
  return (
    <>
      <Choice
        label="Across"
        options={names}
        value={across.name}
        // What stood on the other axis changes places with it.
        onChange={(name) => onChange([name, name === up.name ? across.name : up.name])}
      />
      <Choice
        label="Up"
        options={names.filter((name) => name !== across.name)}
        value={up.name}
        onChange={(name) => onChange([across.name, name])}
      />
    </>
  );
}
