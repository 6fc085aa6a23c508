import { directionOf } from '../governance/direction.ts';
import { outcomeWords } from '../governance/outcome-names.ts';
import type { Outcome } from '../governance/outcome-names.ts';
import type { Change, WindowChange } from '../governance/outcomes.ts';
import type { EffectReport } from '../governance/report.ts';
import { absenceWords } from '../governance/values.ts';
import type { Value } from '../metrics/engine-types.ts';
import { catalogue } from '../metrics/catalogue.ts';
import { inUnit } from './explain-page.ts';
import { cell, explained, inWords, stackedTable } from './governance-table.ts';

/** The metric in whose unit each outcome is told. */
const unitsOf: Readonly<Record<Outcome, string>> = {
  incidents: 'incidents',
  mttr: 'incident_restore_seconds',
  change_failure: 'change_failure_ratio',
  on_call_load: 'pages',
  customer_trust: 'customer_bugs',
};

function told(outcome: Outcome, value: Value): string {
  if ('absent' in value) return `– ${absenceWords[value.absent]}`;
  return inUnit(
    value.value,
    catalogue.find(({ name }) => name === unitsOf[outcome])!,
  );
}

const directionWords = { better: '✓ %, better', worse: '✗ %, worse', unclear: '– %, no clear change', same: '– unchanged' } as const; // prettier-ignore

function changeText(change: Change): string {
  const { change: value } = change;
  if ('absent' in value) return value.absent === 'no_facts' ? '– nothing to compare with' : `? ${absenceWords[value.absent]}`; // prettier-ignore
  const percent = `${value.value > 0 ? '+' : '−'}${Math.abs(value.value * 100).toFixed(0)} %`;
  return directionWords[directionOf(change)!].replace('%', percent);
}

const outcomeRow = (change: WindowChange): readonly string[] => {
  const { outcome, window, now, before } = change;
  return [
    `<td><strong>${explained(`metric=outcome_change_ratio&label=${outcome}&window=${window}`, outcomeWords[outcome])}</strong></td>`,
    cell('now', told(outcome, now), true),
    cell('before', told(outcome, before), true),
    cell('change', changeText(change)),
  ];
};

/** What the numbers say of what was done, in words that do not flatter. */
function verdict({ done, noise, isBetter }: EffectReport['domains'][number]): string {
  if ('absent' in noise) return noise.absent === 'no_facts' ? '– nothing to compare with' : `? ${absenceWords[noise.absent]}`; // prettier-ignore
  if (noise.value === 1) return '✗ activity without outcome';
  if ('absent' in done || done.value === 0) return '– nothing was done';
  return isBetter ? '✓ something got better' : '– no clear change: what is less may be chance';
}

const domainRow = (one: EffectReport['domains'][number], window: string) => {
  const { domain, done, by, reason } = one;
  return [
    `<td><strong>${inWords(domain)}</strong></td>`,
    cell('done', explained(`metric=improvements_done&label=${domain}&window=${window}`, 'value' in done ? String(done.value) : '–'), true), // prettier-ignore
    cell('came of it', verdict(one)),
    cell(
      'held against',
      `${by.map((outcome) => outcomeWords[outcome]).join(', ')}<br><span class="soft">${reason}</span>`,
    ),
  ];
};

function capacityText(capacity: Value, window: string): string {
  const link = (text: string): string => explained(`metric=improvement_capacity_ratio&team=all&window=${window}`, text);
  if ('absent' in capacity) return `How much of all changes was improvement is not known: ${absenceWords[capacity.absent]}`; // prettier-ignore
  return `${link(`${capacity.numerator} of ${capacity.denominator} changes`)} were improvement.`;
}

/** What was done in a window, beside what came of it. */
export const effectSection = ({ window, capacity, outcomes, domains }: EffectReport): string => {
  const days = window.replace('d', ' days');
  return `<h3>In ${days}, against the ${days} before</h3><p>${capacityText(capacity, window)}</p>${stackedTable(['outcome', 'now', 'before', 'change'], outcomes.map(outcomeRow), 2)}<p>Clear is what more than chance explains: counts and rates by more than two standard deviations of their difference, the time to restore by more than a fifth and from ten incidents on, the change failure rate by both, from ten deployments on.</p><p>What was done, and what came of it:</p>${stackedTable(
    ['improvements of', 'done', 'came of it', 'held against'],
    domains.map((one) => domainRow(one, window)),
    1,
  )}`;
};
