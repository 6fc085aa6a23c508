/** What fills a template of an alert. */
export interface Filling {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** What `clockspeed_guardrail_breach_seconds` says of the alert's team. */
  readonly brokenSeconds?: number;
}

/** As Prometheus documents `humanizeDuration`: whole seconds, from the largest unit on. */
export function humanDuration(seconds: number): string {
  if (seconds === 0) return '0s';
  const whole = Math.trunc(seconds);
  const parts: readonly (readonly [number, string])[] = [
    [Math.trunc(whole / 86_400), 'd'],
    [Math.trunc(whole / 3_600) % 24, 'h'],
    [Math.trunc(whole / 60) % 60, 'm'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([number]) => number > 0);
  return parts
    .slice(first)
    .map(([number, unit]) => `${number}${unit}`)
    .join(' ');
}

/** As Prometheus documents `humanizePercentage`: four digits that count. */
export const humanPercentage = (ratio: number): string => `${Number((ratio * 100).toPrecision(4))}%`;

/** Only numbers that no rounding rule makes different: halves are left to Prometheus. */
const printed = (value: number, digits: number): string => value.toFixed(digits);

/** What Prometheus makes of an annotation's template: of the templates that alerts use, and no others. */
export function expanded(template: string, { labels, value, brokenSeconds = 0 }: Filling): string {
  const text = template
    .replace(/\{\{ with printf "clockspeed_guardrail_breach_seconds\{.*?\{\{ end \}\}/g, humanDuration(brokenSeconds))
    .replace(/\{\{ if gt \$value 1e11 \}\}(.*?)\{\{ else \}\}(.*?)\{\{ end \}\}/g, value > 1e11 ? '$1' : '$2')
    .replaceAll('{{ $value | humanizeDuration }}', humanDuration(value))
    .replaceAll('{{ $value | humanizePercentage }}', humanPercentage(value))
    .replace(/\{\{ \$value \| printf "%\.(\d)f" \}\}/g, (_, digits: string) => printed(value, Number(digits)))
    .replace(/\{\{ \$labels\.(\w+) \}\}/g, (_, name: string) => labels[name] ?? '');
  if (text.includes('{{')) throw new Error(`unknown template: ${text}`);
  return text;
}
