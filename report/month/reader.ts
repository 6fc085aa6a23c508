import type { Calendar } from '../../exporter/calendar/calendar.ts';
import { alphabetically } from '../../exporter/config/alphabet.ts';
import type { Told } from '../../exporter/evaluation/evaluator.ts';
import { catalogue } from '../../exporter/metrics/catalogue.ts';
import type { Moment, Series, Value } from '../../exporter/metrics/engine-types.ts';
import type { MetricName } from '../../exporter/metrics/metric-names.ts';
import { windowMs } from '../../exporter/metrics/metric.ts';
import type { AnyMetric, WindowName } from '../../exporter/metrics/metric.ts';
import type { Instant, Span } from '../../exporter/records/index.ts';
import { earlier } from './calendar-month.ts';
import type { CalendarMonth } from './calendar-month.ts';

/** What of a metric is told, and over which time: the span itself, the 28 or 90 days up to its end, or its end. */
export interface Asked {
  readonly metric: MetricName;
  readonly label?: string;
  readonly stat?: 'mean' | 'p50' | 'p90';
  readonly over?: 'span' | '28d' | '90d' | 'end';
}

/** A number with the way to its facts. */
export interface Figure {
  readonly metric: AnyMetric;
  readonly series: Series;
  readonly moment: Moment;
  readonly value: Value;
  /** Where the same number is explained. */
  readonly url: string;
}

/** A number of a span, and the same number of the span before. */
export interface Compared {
  readonly now: Figure;
  readonly before: Figure;
}

const byName = new Map(catalogue.map((metric) => [metric.name, metric]));
/** A metric that is in the catalogue. */
export const metricNamed = (name: string): AnyMetric => byName.get(name)!;

/** Reads the numbers of a span as `/explain` has them: as of its end, whatever was learnt of it later. */
export class SpanReader {
  readonly told: Told;
  readonly span: Span;
  readonly before: Span;
  /** Every figure of the span that was read: who tells of it also tells what could not be measured. */
  readonly read: Figure[] = [];

  constructor(told: Told, span: Span, before: Span) {
    this.told = told;
    this.span = span;
    this.before = before;
  }

  get teams(): readonly { readonly id: string; readonly name: string }[] {
    return [...this.told.config.teams].sort(alphabetically);
  }

  /** Teams in the order of the alphabet, then the organisation. */
  get everybody(): readonly string[] {
    return [...this.teams.map(({ id }) => id), 'all'];
  }

  /** Where the judgement of a line at the end of the span is explained. */
  judgedUrl(line: { readonly id: string }, team: string): string {
    const query = new URLSearchParams({ guardrail: line.id, team, asOf: textOf(this.span.to) });
    return `${this.told.config.alerting.exporterUrl}/explain?${query}`;
  }

  compared(asked: Asked, team = 'all'): Compared {
    return { now: this.figure(asked, team), before: this.figure(asked, team, this.before) };
  }

  figure(asked: Asked, team = 'all', span: Span = this.span): Figure {
    const metric = metricNamed(asked.metric);
    const window = windowOf(asked, metric);
    const series: Series = {
      metric: asked.metric,
      team: metric.all === 'only' ? '' : team,
      label: asked.label ?? '',
      ...(window && { window }),
      ...(asked.stat && { stat: asked.stat }),
    };
    const moment = momentOf(asked, metric, span);
    const value = this.told.engine.at(series, moment);
    const figure = { metric, series, moment, value, url: this.#urlOf(series, moment) };
    if (span === this.span) this.read.push(figure);
    return figure;
  }

  #urlOf({ metric, team, label, window, stat }: Series, { from, to, asOf }: Moment): string {
    const query = new URLSearchParams({
      metric,
      ...(team && { team }),
      ...(label && { label }),
      ...(window && { window }),
      ...(stat && { stat }),
      ...(from !== to && { from: textOf(from), to: textOf(to) }),
      asOf: textOf(asOf),
    });
    return `${this.told.config.alerting.exporterUrl}/explain?${query}`;
  }
}

const textOf = (at: Instant): string => new Date(at).toISOString().replace('.000Z', 'Z');

function windowOf({ over }: Asked, { windows }: AnyMetric): WindowName | undefined {
  if (typeof windows === 'string') return undefined;
  return over === '90d' ? '90d' : windows.includes('28d') ? '28d' : windows[0];
}

function momentOf({ over = 'span' }: Asked, { windows }: AnyMetric, { from, to }: Span): Moment {
  if (over === 'end' || typeof windows === 'string') return { from: to, to, asOf: to };
  return { from: over === 'span' ? from : to - windowMs[over], to, asOf: to };
}

/** A month and the one before. */
export class MonthReader extends SpanReader {
  readonly month: CalendarMonth;
  readonly #calendar: Calendar;

  constructor(told: Told, month: CalendarMonth) {
    const calendar = told.history.calendar(null);
    super(told, month, earlier(month, 1, calendar));
    this.month = month;
    this.#calendar = calendar;
  }

  /** So many months up to this one, the earliest first. */
  months(count: number): readonly CalendarMonth[] {
    return Array.from({ length: count }, (_, index) => earlier(this.month, count - 1 - index, this.#calendar));
  }
}
