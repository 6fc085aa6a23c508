import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withMetricTable } from '../../exporter/metrics/readme-table.ts';
import { reasons } from '../../exporter/metrics/reasons.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

describe('what is generated from the definitions', () => {
  it('is in the README as it would be written now: run npm run generate', () => {
    expect(withMetricTable(readme)).toBe(readme);
  });
  it('refuses a README without the place for it', () => {
    expect(() => withMetricTable('# Other')).toThrow(/lacks the lines/);
  });
});

describe('the definitions', () => {
  it.each(catalogue.map((metric) => [metric.name, metric] as const))(
    '%s asks a question and answers it in one line',
    (_, { question, help }) => {
      expect(question).toMatch(/^[A-Z].*\?$/);
      expect(help).toMatch(/^[A-Z][^\n]*\.$/);
    },
  );
  it('give every reason in a sentence', () => {
    for (const sentence of Object.values(reasons)) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});
