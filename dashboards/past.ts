/**
 * A past that was written afterwards has a sample an hour, and Prometheus looks back five minutes only: a curve would be dots. So long a look
 * back makes it one. What has become absent is drawn an hour longer, which is why only curves look back, and nothing that is shown as now.
 */
const lookBack = '65m';

const selectors = /\bclockspeed_\w+(\{[^}]*\})?/g;

/** An expression whose selectors hold from one hour to the next. */
export const hourByHour = (expr: string): string =>
  expr.replace(selectors, (selector) => `last_over_time(${selector}[${lookBack}])`);

/** A selector as it was some time before. */
export const before = (selector: string, offset: string): string =>
  `last_over_time(${selector}[${lookBack}] offset ${offset})`;
