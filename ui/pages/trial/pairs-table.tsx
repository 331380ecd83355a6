import { formatValue } from '../../format.js';

interface PairsTableProps {
  readonly caption: string;
  readonly pairs: readonly (readonly [name: string, value: string | number | boolean | null])[];
}

/** Names and their values. */
export function PairsTable({ caption, pairs }: PairsTableProps) {
  if (pairs.length === 0) return null;
  return (
    <table class="plain">
      <caption>{caption}</caption>
      <tbody>
        {pairs.map(([name, value]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatValue(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
