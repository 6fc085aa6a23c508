import { describe, expect, it } from 'vitest';
import { openMetrics } from '../../exporter/backfill/open-metrics.ts';
import { Evaluator } from '../../exporter/evaluation/evaluator.ts';
import { readDemo } from '../demo/read-demo.ts';

const endsAt = Date.parse('2026-06-19T13:00:00Z');
const hourMs = 3_600_000;
const { config, store } = readDemo({ seed: 3, engineers: 8, endsAt });
const evaluator = new Evaluator(config, store);
await evaluator.evaluate(endsAt);

/** What only a scrape tells: it is of the exporter and not of the organisation, or costs a look at everything. */
const ofThePresent = /^clockspeed_(coverage_ratio|definition_info|exported_series)\b/;
const samplesIn = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !ofThePresent.test(line));
const scrapedAt = async (at: number): Promise<readonly string[]> =>
  samplesIn(Buffer.from((await evaluator.evaluate(at)).text).toString()).toSorted();

/** Lines by the instant that they end with, without it. */
function toldAt(instants: readonly number[], isWanted: (family: string) => boolean = () => true, parts = 1) {
  const byInstant = new Map(instants.map((at) => [at, [] as string[]]));
  const past = evaluator.past({ fromAt: instants[0]!, toAt: endsAt }, isWanted);
  const length = Math.ceil(instants.length / parts);
  for (let from = 0; from < instants.length; from += length) {
    const part = instants.slice(from, from + length);
    const text = Array.from(openMetrics(past(part), part, {}), (chunk) => chunk.toString()).join('');
    for (const line of samplesIn(text)) {
      const cut = line.lastIndexOf(' ');
      byInstant.get(Number(line.slice(cut + 1)) * 1_000)!.push(line.slice(0, cut));
    }
  }
  return (at: number): readonly string[] => byInstant.get(at)!.toSorted();
}

describe('the past', () => {
  const hours = Array.from({ length: 24 * 30 }, (_, index) => endsAt - (24 * 30 - 1 - index) * hourMs);
  const told = toldAt(hours);
  it.each([0, 1, 100, 359, 360, 500, 718, 719])('says at hour %i of a month what a scrape then says', async (index) => {
    expect(told(hours[index]!)).toEqual(await scrapedAt(hours[index]!));
  });

  it('says the same in parts', () => {
    const inParts = toldAt(hours, () => true, 3);
    for (const index of [0, 239, 240, 479, 480, 719]) expect(inParts(hours[index]!)).toEqual(told(hours[index]!));
  });

  it('says every other hour what it says at every hour', () => {
    const others = hours.filter((_, index) => index % 2 === 1);
    const toldOfOthers = toldAt(others);
    for (const at of [others[0]!, others[100]!, others.at(-1)!]) expect(toldOfOthers(at)).toEqual(told(at));
  });

  it('says between whole hours what a scrape says, but for the policy, which is judged at whole ones', async () => {
    const minutes = Array.from({ length: 36 }, (_, index) => endsAt - 3 * hourMs + index * 300_000);
    const ofMinute = toldAt(minutes)(minutes[7]!);
    const ofPolicy = /^clockspeed_(guardrail|enforcement|policy|target)_/;
    expect(ofMinute.some((line) => ofPolicy.test(line))).toBe(false);
    expect(ofMinute).toEqual((await scrapedAt(minutes[7]!)).filter((line) => !ofPolicy.test(line)));
  });

  it('says the same in parts without a whole hour', () => {
    // From twenty to the hour to a quarter past; the first two of four parts have no whole hour, the last has none either.
    const minutes = Array.from({ length: 8 }, (_, index) => endsAt - 2 * hourMs - 20 * 60_000 + index * 300_000);
    const [whole, inParts] = [toldAt(minutes), toldAt(minutes, () => true, 4)];
    for (const at of minutes) expect(inParts(at)).toEqual(whole(at));
    expect(inParts(minutes[4]!)).toEqual(told(endsAt - 2 * hourMs));
  });

  it('of one family has the counts that it was made from, and no other', () => {
    const lines = toldAt(hours.slice(-1), (family) => family === 'change_failure_ratio')(endsAt);
    const names = new Set(lines.map((line) => /^\w+/.exec(line)![0]));
    expect([...names].toSorted()).toEqual([
      'clockspeed_change_failure_denominator',
      'clockspeed_change_failure_numerator',
      'clockspeed_change_failure_ratio',
    ]);
  });

  it('names every family that it can tell', () => {
    const names = new Set(evaluator.pastFamilies().map(({ name }) => `clockspeed_${name}`));
    for (const line of told(endsAt)) expect(names).toContain(/^\w+/.exec(line)![0]);
  });
});
