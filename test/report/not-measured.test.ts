import { describe, expect, it } from 'vitest';
import type { Value } from '../../exporter/metrics/engine-types.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import type { MonthTold } from '../../report/deck/month-told.ts';
import { deckMarkdown } from '../../report/deck/deck.ts';
import { notMeasuredSlides } from '../../report/deck/not-measured.ts';
import { cell, shown, teamName } from '../../report/deck/words.ts';
import { metricNamed } from '../../report/month/reader.ts';
import type { Figure } from '../../report/month/reader.ts';
import { toldLittle } from './told-little.ts';

const figure = (metric: MetricName, value: Value): Figure =>
  ({ metric: metricNamed(metric), value, url: `http://x/${metric}` }) as Figure;
const bodyOf = (read: readonly Figure[]): string =>
  notMeasuredSlides({ reader: { read }, now: 'October' } as unknown as MonthTold)
    .map(({ body }) => body)
    .join('\n');

describe('what is not measured', () => {
  it('is nothing where there was nothing to tell', () => {
    const read = [figure('change_failure_ratio', { absent: 'no_facts' }), figure('pages', { value: 0 })];
    expect(bodyOf(read)).toBe('Everything that this deck tells of October was measured.');
  });

  it('is what was not read, and a survey of which too little may be shown', () => {
    const withheld = figure('devex_score', { absent: 'no_facts' });
    expect(shown(withheld)).toBe('not measured: too few answers');
    const rows = bodyOf([figure('pages', { absent: 'stale' }), withheld, withheld])
      .split('\n')
      .slice(2);
    expect(rows.map((row) => row.split(' | ').slice(1).join(' | '))).toEqual([
      '[clockspeed&#95;pages](http://x/pages) | source not read lately |',
      '[clockspeed&#95;devex&#95;score](http://x/devex_score) | too few answers |',
    ]);
  });

  it('is not what never happened: that was measured', () => {
    expect(shown(figure('change_failure_ratio', { absent: 'no_facts' }))).toBe('no cases');
    expect(shown(figure('change_failure_ratio', { absent: 'incomplete' }))).toBe('not measured: not read so far back');
  });

  it('is told in a table without the reason, and apart from where there was nothing to measure', () => {
    const told = [
      figure('pages', { absent: 'stale' }),
      figure('devex_score', { absent: 'no_facts' }),
      figure('change_failure_ratio', { absent: 'no_facts' }),
      figure('pages', { value: 0 }),
    ].map((each) => cell(each));
    expect(told).toEqual([
      '[not measured](http://x/pages)',
      '[not measured](http://x/devex_score)',
      '[no cases](http://x/change_failure_ratio)',
      '[0](http://x/pages)',
    ]);
  });
});

describe('outcomes that are made of several numbers', () => {
  it('lead to why they are not measured, and name it on the last slide', () => {
    const { told, month } = toldLittle({ pagerduty: null });
    const lines = deckMarkdown(told, month).split('\n');
    const row = (name: string): string => lines.find((line) => line.startsWith(`| ${name} |`))!;
    expect(row('Incidents')).toMatch(
      /^\| Incidents \| \[not measured\]\(\S+metric=incidents&\S+\) \| \[not measured\]/,
    );
    expect(lines.some((line) => /\[clockspeed&#95;incidents\].*not configured/.test(line))).toBe(true);
  });
});

describe('the name of a team', () => {
  it('may be broken after 20 characters that nothing parts, and nowhere else', () => {
    const named = (name: string): string => teamName('web', { teams: [{ id: 'web', name }] });
    expect(named('x'.repeat(20))).toBe('x'.repeat(20));
    expect(named('x'.repeat(41))).toBe(`${'x'.repeat(20)}\u200b${'x'.repeat(20)}\u200bx`);
    expect(named('Customer Success and Integrations')).toBe('Customer Success and Integrations');
    expect(named('a/b <x>')).toBe('a/b &#60;x&#62;');
  });
});
