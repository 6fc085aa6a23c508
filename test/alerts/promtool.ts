import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled, run } from '../whole/programs.ts';

/** Whether Debian's promtool is there; in CI it must be. */
export const hasPromtool = isInstalled('promtool');

/** A folder that is gone when the work in it is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'clockspeed-alerts-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What promtool has against rule files; empty: nothing. */
export async function complaintsAbout(...paths: readonly string[]): Promise<string> {
  const { code, out, err } = await run('promtool', ['check', 'rules', ...paths]);
  return code === 0 && err === '' ? '' : out + err;
}

/** A file of `promtool test rules`. */
export interface RuleTests {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly tests: readonly RuleTest[];
}
export interface RuleTest {
  readonly name?: string;
  readonly interval: string;
  readonly input_series: readonly { readonly series: string; readonly values: string }[];
  readonly alert_rule_test: readonly {
    readonly eval_time: string;
    readonly alertname: string;
    readonly exp_alerts: readonly ExpectedAlert[];
  }[];
  readonly promql_expr_test?: readonly {
    readonly expr: string;
    readonly eval_time: string;
    readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
  }[];
}
export interface ExpectedAlert {
  readonly exp_labels: Readonly<Record<string, string>>;
  readonly exp_annotations: Readonly<Record<string, string>>;
}

/** What promtool found otherwise than expected; empty: nothing. */
export const failuresOf = (tests: RuleTests): Promise<string> =>
  inFolder(async (folder) => {
    const path = join(folder, 'tests.yml');
    writeFileSync(path, JSON.stringify(tests));
    const { code, out, err } = await run('promtool', ['test', 'rules', path]);
    return code === 0 ? '' : (out + err).slice(0, 6_000);
  });
