import type { Config } from '../exporter/config/config.ts';
import type { Board } from './board.ts';
import { allHands } from './boards/all-hands.ts';
import { clockSpeed } from './boards/clock-speed.ts';
import { delivery } from './boards/delivery.ts';
import { governance } from './boards/governance.ts';
import { incidents } from './boards/incidents.ts';
import { itself } from './boards/itself.ts';
import { learning } from './boards/learning.ts';
import { maturity } from './boards/maturity.ts';
import { platform } from './boards/platform.ts';
import { reviews } from './boards/reviews.ts';
import { rollout } from './boards/rollout.ts';
import { team } from './boards/team.ts';
import { dashboardJson } from './grafana/dashboard-json.ts';

/** Every board, in the order of reading. */
export const boardsOf = (config: Config): readonly Board[] => [
  clockSpeed(config),
  delivery(config),
  reviews(config),
  incidents(config),
  learning(config),
  platform(config),
  maturity(config),
  governance(config),
  rollout(config),
  team(config),
  allHands(config),
  itself(config),
];

/** Every generated file, by its path in dashboards/. */
export function dashboardFiles(config: Config): ReadonlyMap<string, string> {
  const boards = boardsOf(config);
  return new Map(boards.map((board) => [`generated/${board.uid}.json`, dashboardJson(board, boards)]));
}
