import { describe, expect, it } from 'vitest';
import { limitWords } from '../../alerts/wording.ts';
import { metricOf } from '../../exporter/guardrails/line-series.ts';
import { defaultLimits } from '../../exporter/policy/limits.ts';
import { policyOf } from '../../exporter/policy/policy.ts';

const policy = policyOf({ policy: {}, limits: defaultLimits });

const words = (id: string, limit: number): string => {
  const line = policy.find((one) => one.id === id)!;
  return limitWords(line, limit, metricOf(line));
};

describe('a limit in words', () => {
  it('calls the number that it is compared with by what people call it', () => {
    expect(words('platform_requests', 0)).toBe('at most half of what was open when the quarter began');
    expect(words('work_in_progress', 0)).toBe('at most the limit that the team agreed on');
    expect(words('platform_requests', 5)).toBe('at most half of what was open when the quarter began, asked above 5');
  });
  it.each(policy.map((line) => [line.id, line] as const))('of %s names no metric', (_, line) => {
    expect(limitWords(line, line.limit.value, metricOf(line))).not.toMatch(/_/);
  });
});
