import type { Config } from '../config/config.ts';
import { concerning, waiverOf } from '../guardrails/enforcement.ts';
import { metricOf } from '../guardrails/line-series.ts';
import type { Standing } from '../guardrails/standing.ts';
import { isAsked } from '../guardrails/targets.ts';
import type { Unit } from '../metrics/metric.ts';
import type { MaturityReport } from '../maturity/report.ts';
import type { Scorecard } from '../scorecard/scorecard.ts';
import type { TeamWork, TeamWorkList, WorkItemTold } from '../scorecard/team-work.ts';
import { explainAddress } from './explain-address.ts';
import { teamMaturity } from './maturity-page.ts';
import { escaped, instantText, link, page } from './page.ts';
import { scorecardTable } from './scorecard-page.ts';
import { scorecardStyle } from './scorecard-style.ts';
import { limitText, shortText, whyText } from './scorecard-words.ts';

/** What the page of a team is made from. */
export interface TeamPage {
  readonly work: TeamWork;
  readonly standings: readonly Standing[];
  readonly maturity: MaturityReport;
  readonly scorecard: Scorecard;
}

/** What to do next: what others wait for, which promises are broken, and what is missing for the next level. */
export function teamPage({ work, standings, maturity, scorecard }: TeamPage, config: Config): string {
  const { team, asOf } = work;
  const { name } = config.teams.find(({ id }) => id === team)!;
  const rows = scorecard.rows.filter((row) => row.team === team);
  const own = maturity.teams.find((report) => report.team === team);
  const body = `<h1>${escaped(name)}</h1><p class="soft">As of ${instantText(asOf)}<span class="screen"> · <a href="/team?team=${encodeURIComponent(team)}&amp;format=json">as JSON</a></span></p>
${scorecardTable({ ...scorecard, rows })}
<h2>Promises that are broken</h2>${guardrails(standings, team, config)}
${work.lists.map((list) => listHtml(list, asOf)).join('')}
<h2>Maturity: what is missing for the next level</h2>${own ? teamMaturity(own, maturity) : '<p class="soft">Unknown: nothing has been read.</p>'}`;
  return page(name, body, config, scorecardStyle);
}

/** The same for a program. */
export const teamJson = ({ work, standings, maturity }: TeamPage, config: Config) => ({
  asOf: new Date(work.asOf).toISOString(),
  demo: config.isDemo,
  team: work.team,
  broken: concerning(work.team, standings)
    .filter((standing) => standing.isBreached && isAsked(standing, config))
    .map(({ line, team, breachedAt }) => ({ guardrail: line.id, team, since: new Date(breachedAt!).toISOString() })),
  lists: work.lists,
  maturity: maturity.teams.find(({ team }) => team === work.team) ?? null,
});

/** The team's own; what the organisation as one has broken concerns it, too, and is folded away. */
function guardrails(standings: readonly Standing[], team: string, config: Config): string {
  const broken = concerning(team, standings).filter((standing) => standing.isBreached && isAsked(standing, config));
  const own = broken.filter((standing) => standing.team === team);
  const others = broken.filter((standing) => standing.team !== team);
  const unknown = standings.filter(
    ({ isBreached, verdict, ...of }) => of.team === team && isBreached === null && verdict.state === 'unknown',
  );
  const items = unknown.map(
    ({ line, verdict }) => `<li>? ${escaped(line.broken)}: ${whyText(verdict.why!, metricOf(line).unit)}</li>`,
  );
  return [
    own.length === 0 ? '<p class="soft">✓ None that is known.</p>' : brokenTable(own, team, config),
    folded(`${items.length} of which nobody can say`, items.length, `<ul>${items.join('')}</ul>`),
    folded(`${others.length} of the organisation as one`, others.length, brokenTable(others, team, config)),
  ].join('');
}

const folded = (title: string, count: number, html: string): string =>
  count === 0 ? '' : `<details><summary>${title}</summary>${html}</details>`;

const brokenTable = (broken: readonly Standing[], team: string, config: Config): string =>
  `<table class="stack"><thead><tr><th scope="col">what is the case</th><th scope="col">number</th><th scope="col">since</th><th scope="col">in force</th></tr></thead><tbody>${broken.map((standing) => guardrailRow(standing, team, config)).join('')}</tbody></table>`;

/** A state is kept for a while when nobody can say any more: the number is not. */
function numberText({ line, verdict: { state, value, limit, why } }: Standing, unit: Unit): string {
  if (state === 'unknown') return `as it was last known; now: ${whyText(why!, unit)}`;
  if (value !== null && line.metric === 'scaling_allowed') return 'not allowed';
  return value === null
    ? 'nothing happened'
    : `${shortText(value, unit, limit)}, limit ${limitText(line, limit, unit, value)}`;
}

function guardrailRow(standing: Standing, team: string, config: Config): string {
  const { line, breachedAt, asOf } = standing;
  // An instant is judged by how old it is.
  const unit = line.limit.op === 'fresh_within' ? 'seconds' : metricOf(line).unit;
  const number = numberText(standing, unit);
  const waiver = waiverOf(standing, config, team);
  const force = waiver
    ? `◇ waived until ${instantText(waiver.untilAt)}`
    : (line.actions ?? []).join(', ').replaceAll('_', ' ') || '–';
  const asked = new URLSearchParams({ guardrail: line.id, team: standing.team, asOf: new Date(asOf).toISOString() });
  return `<tr><td>✗ <a href="/explain?${escaped(asked.toString())}">${escaped(line.broken)}</a><br><span class="soft">${escaped(line.reason)}</span></td><td data-head="number">${escaped(number)}</td><td data-head="since">${instantText(breachedAt!)}</td><td data-head="in force">${escaped(force)}</td></tr>`;
}

function listHtml({ title, none, items, unknown, parts }: TeamWorkList, asOf: number): string {
  const rows = items.map((item) => itemRow(item, asOf));
  const nothing = unknown.length === parts.length ? '' : `<p class="soft">✓ ${escaped(none)}</p>`;
  const told =
    rows.length === 0
      ? nothing
      : `<table class="stack"><thead><tr><th scope="col">what</th><th scope="col">why it is here</th><th scope="col">since</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  const from = parts.map(
    ({ says, series }) => `<a href="${escaped(explainAddress(series, asOf))}">${escaped(says)}</a>`,
  );
  return `<section><h2>${escaped(title)}</h2>${told}${unknownHtml(unknown, parts.length)}<p class="soft from">Explained: ${from.join(' · ')}</p></section>`;
}

/** Of which parts of a list nobody can say anything, by the reason; the parts stand below it anyhow. */
function unknownHtml(unknown: TeamWorkList['unknown'], parts: number): string {
  const reasons = [...new Set(unknown.map(({ why }) => why))];
  if (unknown.length === parts && reasons.length === 1)
    return `<p class="soft">? Unknown: ${whyText(reasons[0]!, 'count')}.</p>`;
  const items = reasons.map((reason) => {
    const says = unknown.filter(({ why }) => why === reason).map((one) => escaped(one.says));
    return `<li>? unknown, ${whyText(reason, 'count')}: ${says.join(' · ')}</li>`;
  });
  return items.length === 0 ? '' : `<ul>${items.join('')}</ul>`;
}

const itemRow = (item: WorkItemTold, asOf: number): string =>
  `<tr><td>${link(item)}</td><td data-head="why">${escaped(item.says.join(', ') + timeLeft(item, asOf))}</td><td data-head="since">${instantText(item.sinceAt)}</td></tr>`;

/** ` by 2026-11-20 12:00 UTC, 21 h left` */
const timeLeft = ({ dueAt }: WorkItemTold, asOf: number): string =>
  dueAt === null ? '' : ` by ${instantText(dueAt)}, ${shortText((dueAt - asOf) / 1_000, 'seconds')} left`;
