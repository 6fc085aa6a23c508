import type { Config } from '../config/config.ts';
import type { Criterion } from '../maturity/criterion.ts';
import { dimensionNames, levelWords } from '../maturity/dimensions.ts';
import type { Level } from '../maturity/dimensions.ts';
import type { DimensionReport, MaturityReport, TeamReport } from '../maturity/report.ts';
import { isLeaderships, isRegressed } from '../maturity/standing.ts';
import type { SystemicGap } from '../maturity/standing.ts';
import type { CriterionState } from '../maturity/state.ts';
import { escaped, instantText, link, page } from './page.ts';

/** The same for a program: no words but those of the criteria. */
export const maturityJson = (report: MaturityReport, config: Config) => ({
  ...report,
  asOf: new Date(report.asOf).toISOString(),
  demo: config.isDemo,
});

const intro =
  'Maturity is the ability to deliver change safely, repeatedly and predictably. It is no score and no ranking: each team is shown against its own targets, and what is missing is where to act. Levels are read at 00:00 UTC and change when 14 readings agree; criteria are those of now.';

/** Teams and dimensions in the order of the alphabet: where they are, what is missing for the next level, and what is leadership’s. */
export function maturityPage(report: MaturityReport, config: Config): string {
  const body = `<h1>Maturity</h1><p class="soft">${instantText(report.asOf)} · <a href="/maturity?format=json">for programs</a></p><p>${intro}</p>
<h2>Leadership’s: what the organisation or more than half of the teams lack</h2>${leaderships(report)}${refusedList(report.refused)}
${report.teams.map((team) => teamSection(team, report)).join('')}`;
  return page('Maturity', body, config);
}

const refusedList = (refused: MaturityReport['refused']): string =>
  refused.length === 0
    ? ''
    : `<h2>Assessments that were refused</h2><p>Nothing of them was taken: correct them in their folder.</p><ul>${refused.map((file) => `<li>${link(file)}</li>`).join('')}</ul>`;

function leaderships({ organisation, systemic, teams }: MaturityReport): string {
  const row = ({ dimension, level }: Criterion, what: string, lacking: string): string =>
    `<tr><td>${dimensionNames[dimension]}</td><td>${levelText(level)}</td><td>${what}</td><td class="n">${lacking}</td></tr>`;
  const rows = [
    ...organisation.map((state) => row(state.criterion, missingText(state), 'the organisation')),
    ...systemic
      .filter(({ criterion }) => criterion.scope === 'team')
      .map(({ criterion, teams: lacking }) =>
        row(criterion, escaped(criterion.title), `${lacking} of ${teams.length} teams`),
      ),
  ];
  if (rows.length === 0) return '<p class="soft">Nothing that is known.</p>';
  return `<p>A gap of the organisation, or one that most teams share, is leadership’s to close, and no team’s fault.</p>${table('<th>dimension</th><th>level</th><th>what should be the case</th><th class="n">lacking it</th>', rows)}`;
}

const teamSection = (report: TeamReport, of: MaturityReport): string =>
  `<h2 id="${escaped(report.team)}">${escaped(report.name)}</h2>${teamMaturity(report, of)}`;

/** Where a team is in each dimension, and what is missing for the next level. */
export function teamMaturity(
  { mayScale, dimensions, assessedAt, overdue }: TeamReport,
  { floor, systemic }: MaturityReport,
): string {
  const scaling =
    mayScale === null
      ? '– whether it may be scaled is not known'
      : mayScale
        ? '✓ may be scaled'
        : `✗ may not be scaled: a dimension is below level ${floor}`;
  return `<p>${scaling}${assessedAt === null ? '' : ` · assessed ${instantText(assessedAt)}`}</p>${overdueList(overdue)}${table(
    '<th>dimension</th><th>observed</th><th>assessed</th><th>target</th><th>missing for the next level</th>',
    dimensions.map((dimension) => dimensionRow(dimension, systemic)),
  )}`;
}

const overdueList = (overdue: TeamReport['overdue']): string =>
  overdue.length === 0
    ? ''
    : `<p>An assessment is overdue:</p><ul>${overdue.map(({ title }) => `<li>✗ ${escaped(title)}.</li>`).join('')}</ul>`;

const levelText = (level: Level | null): string => (level === null ? '–' : `${level} ${levelWords[level].name}`);

function dimensionRow(report: DimensionReport, systemic: readonly SystemicGap[]): string {
  const { dimension, observed, earned, assessed, target, stagnantQuarters, waived } = report;
  const held =
    observed !== null && earned !== null && earned < observed
      ? `<br><span class="soft">held by waivers; without them ${levelText(earned)}</span>`
      : '';
  const still =
    stagnantQuarters === null || stagnantQuarters === 0
      ? ''
      : `<br><span class="soft">no gain for ${stagnantQuarters} complete quarter${stagnantQuarters === 1 ? '' : 's'}</span>`;
  const fallen = isRegressed(report) ? '<br><span class="soft">✗ observed below it</span>' : '';
  const letOff = waived.map((state) => `<li>◇ ${criterionText(state)}</li>`).join('');
  const list = missingList(report, systemic) + (letOff ? `<ul>${letOff}</ul>` : '');
  const cells = [
    ['observed', `${levelText(observed)}${held}${still}`],
    ['assessed', `${levelText(assessed)}${fallen}`],
    ['target', levelText(target)],
  ].map(([head, text]) => `<td data-head="${head}">${text}</td>`);
  return `<tr><td><strong>${dimensionNames[dimension]}</strong></td>${cells.join('')}<td>${list}</td></tr>`;
}

function missingList({ missing, nextLevel }: DimensionReport, systemic: readonly SystemicGap[]): string {
  if (missing.length === 0)
    return `<span class="soft">${nextLevel === null ? 'Nothing: it is the highest level.' : `Nothing: level ${nextLevel} is read when 14 days agree.`}</span>`;
  const items = missing.map((state) => {
    const whose = isLeaderships(state.criterion, systemic) ? ' <span class="soft">(leadership’s)</span>' : '';
    return `<li>${missingText(state)}${whose}</li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

const missingText = (state: CriterionState): string =>
  `${state.state === 'unknown' ? '? ' : '✗ '}${criterionText(state)}`;

/** Only addresses of the web become links, whatever a configuration said. */
function criterionText({ criterion, state, why, url }: CriterionState): string {
  const title = `Level ${criterion.level}: ${escaped(criterion.title)}`;
  const linked = url !== null && /^https?:\/\//.test(url) ? `<a href="${escaped(url)}">${title}</a>` : title;
  return `${linked} – ${state}. <span class="soft">${escaped(why)}</span>`;
}

const table = (head: string, rows: readonly string[]): string =>
  `<div class="scroll"><table class="stack"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
