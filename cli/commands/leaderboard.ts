import { leaderboardOf, rankingBy } from '../../shared/study/leaderboard.js';
import { formatLeaderboard } from '../display/leaderboard.js';
import type { LeaderboardFlags } from '../leaderboard-options.js';
import { placeOf } from '../place.js';
import { readStudy } from '../read-study.js';

/** `stepladder leaderboard <study>`: the best trials, by the objective or another metric. */
export async function leaderboardCommand(name: string, flags: LeaderboardFlags): Promise<number> {
  const { study } = await readStudy(await placeOf(flags), name);
  const by = flags.sort && rankingBy(study, flags.sort.metric, flags.sort.direction);
  const best = leaderboardOf(study, by).slice(0, flags.limit);
  process.stdout.write(`${formatLeaderboard(study, best, flags.json ? 'json' : flags.format)}\n`);
  return 0;
}
