import { describe, expect, it } from 'vitest';
import { alphabetically } from '../../exporter/config/alphabet.ts';
import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { SpanReader } from '../../report/month/reader.ts';

const teams = ['Web', 'iOS', 'analytics', 'Platform'].map((name) => ({ id: name, name }));
const sorted = ['analytics', 'iOS', 'Platform', 'Web'];

describe('the alphabet of teams', () => {
  it('knows no case', () => {
    expect([...teams].sort(alphabetically).map(({ name }) => name)).toEqual(sorted);
  });

  it('is that of the deck and the digest, too', () => {
    const [before, span] = [{ from: 0, to: 1 }, { from: 1, to: 2 }]; // prettier-ignore
    const reader = new SpanReader({ config: { teams } } as unknown as Told, span, before);
    expect(reader.everybody).toEqual([...sorted, 'all']);
  });
});
