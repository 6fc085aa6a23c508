import { describe, expect, it } from 'vitest';
import { at, hour, Organisation } from '../history/organisation.ts';
import { numbersOf, read } from './numbers-of.ts';

const series = { metric: 'improvement_domains_untouched', team: '', label: '' };
const domains = ['reliability', 'security', 'performance', 'developer-productivity', 'operational-excellence', 'customer-trust']; // prettier-ignore

/** One improvement in each of the first n domains, opened on day 0 at 00:00. */
function organisation(touched: number): Organisation {
  const made = new Organisation();
  domains
    .slice(0, touched)
    .forEach((domain, index) => made.workItem({ number: index + 1, labels: ['improvement', `domain:${domain}`] }));
  return made;
}

describe('domains of improvement that nobody looks after', () => {
  it('are those in which nothing was touched in 90 days: the ninetieth day counts', () => {
    const numbers = numbersOf(organisation(6));
    // Known at whole hours: 00:00 of day 90 is exactly 90 days later, 01:00 is more.
    expect([at(0, 1), at(90), at(90, 1)].map((asOf) => read(numbers, series, asOf))).toEqual([0, 0, 6]);
    expect(read(numbers, series, at(0))).toBe(6); // as of the very instant nothing had happened yet
  });
  it('are those that never had any, too', () => {
    expect(read(numbersOf(organisation(4)), series, at(1))).toBe(2);
  });
  it('are not known until issues were read 90 days back', () => {
    const numbers = numbersOf(organisation(6), at(-80));
    expect(read(numbers, series, at(10) - hour)).toBe('incomplete');
    expect(read(numbers, series, at(10))).toBe(0);
  });
  it('are not known where no issues are read', () => {
    expect(read(numbersOf(new Organisation({ workItems: null })), series, at(1))).toBe('not_configured');
  });
  it('are named, with when they were last worked on', () => {
    const explained = numbersOf(organisation(5)).explainDerived(series, { from: at(91), to: at(91), asOf: at(91) });
    expect(explained?.facts.map(({ title, at: when }) => [title, when])).toEqual([
      ['reliability: last worked on', at(0)],
      ['security: last worked on', at(0)],
      ['performance: last worked on', at(0)],
      ['developer productivity: last worked on', at(0)],
      ['operational excellence: last worked on', at(0)],
      ['customer trust: no improvement was ever read', at(91)],
    ]);
  });
});
