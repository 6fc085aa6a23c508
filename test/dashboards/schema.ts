import { z } from 'zod';

/** What we emit of Grafana's classic JSON, and nothing else: a key that the SDK adds is seen before somebody's Grafana sees it. */
const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const gridPos = z.strictObject({
  x: z.int().min(0).max(23),
  y: z.int().min(0),
  w: z.int().min(1).max(24),
  h: z.int().min(1),
});
const common = {
  id: z.int().positive(),
  title: z.string(),
  description: z.string(),
  gridPos,
  transparent: z.literal(false),
  repeatDirection: z.literal('h'),
};
const target = z.strictObject({
  expr: z.string().min(1),
  legendFormat: z.string(),
  refId: z.string().regex(/^[A-Z]$/),
  datasource,
  range: z.boolean(),
  instant: z.boolean(),
  format: z.literal('table').optional(),
});
const link = z.strictObject({ title: z.string().min(1), url: z.string().min(1), targetBlank: z.literal(true) });
const color = z.string().regex(/^#[0-9a-f]{6}$/);
const thresholds = z.strictObject({
  mode: z.literal('absolute'),
  steps: z.array(z.strictObject({ value: z.number().nullable(), color })).min(1),
});
const mapping = <T extends z.ZodRawShape>(more: T) =>
  z.strictObject({
    type: z.literal('value'),
    options: z.record(z.string(), z.strictObject({ text: z.string().min(1), index: z.int(), ...more })),
  });
const shown = { unit: z.string().min(1), noValue: z.string().min(1), links: z.array(link).optional() };
const queried = { ...common, datasource, targets: z.array(target).min(1) };

const stat = z.strictObject({
  ...queried,
  type: z.literal('stat'),
  options: z.strictObject({
    graphMode: z.literal('none'),
    colorMode: z.enum(['value', 'none']),
    justifyMode: z.literal('auto'),
    textMode: z.enum(['auto', 'value_and_name']),
    wideLayout: z.literal(true),
    showPercentChange: z.literal(false),
    reduceOptions: z.strictObject({
      calcs: z.tuple([z.literal('lastNotNull')]),
      values: z.literal(false),
      fields: z.literal(''),
    }),
    percentChangeColorMode: z.literal('standard'),
    orientation: z.literal('auto'),
    text: z.strictObject({ titleSize: z.number(), valueSize: z.number() }).optional(),
  }),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      ...shown,
      thresholds,
      decimals: z.int().optional(),
      mappings: z.array(mapping({ color })).optional(),
    }),
    overrides: z.tuple([]),
  }),
});
const timeseries = z.strictObject({
  ...queried,
  type: z.literal('timeseries'),
  repeat: z.literal('team').optional(),
  maxPerRow: z.int().optional(),
  options: z.strictObject({
    legend: z.strictObject({
      displayMode: z.literal('list'),
      placement: z.literal('bottom'),
      showLegend: z.literal(true),
      calcs: z.tuple([z.literal('lastNotNull')]),
    }),
    tooltip: z.strictObject({ mode: z.literal('multi'), sort: z.literal('none') }),
  }),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      ...shown,
      thresholds,
      min: z.literal(0).optional(),
      custom: z.strictObject({
        lineWidth: z.number(),
        fillOpacity: z.number(),
        spanNulls: z.literal(false),
        thresholdsStyle: z.strictObject({ mode: z.literal('dashed') }).optional(),
        stacking: z.strictObject({ mode: z.literal('normal'), group: z.literal('A') }).optional(),
      }),
    }),
    overrides: z.tuple([]),
  }),
});
const timeline = z.strictObject({
  ...queried,
  type: z.literal('state-timeline'),
  options: z.strictObject({
    showValue: z.literal('always'),
    mergeValues: z.literal(true),
    rowHeight: z.number(),
    alignValue: z.literal('left'),
    perPage: z.number(),
    legend: z.strictObject({
      displayMode: z.literal('list'),
      placement: z.literal('bottom'),
      showLegend: z.literal(false),
      calcs: z.tuple([]),
    }),
    tooltip: z.strictObject({ mode: z.literal('multi'), sort: z.literal('none') }),
  }),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      ...shown,
      thresholds,
      mappings: z.array(mapping({ color })).length(1),
      custom: z.strictObject({ spanNulls: z.literal(false), lineWidth: z.number(), fillOpacity: z.number() }),
    }),
    overrides: z.tuple([]),
  }),
});
const property = z.discriminatedUnion('id', [
  z.strictObject({ id: z.literal('noValue'), value: z.literal('–') }),
  z.strictObject({ id: z.literal('unit'), value: z.string() }),
  z.strictObject({ id: z.literal('custom.width'), value: z.number() }),
  z.strictObject({ id: z.literal('mappings'), value: z.array(mapping({})) }),
  z.strictObject({ id: z.literal('links'), value: z.array(link) }),
]);
const transformation = z.discriminatedUnion('id', [
  z.strictObject({ id: z.literal('merge'), options: z.strictObject({}) }),
  z.strictObject({
    id: z.literal('filterFieldsByName'),
    options: z.strictObject({ include: z.strictObject({ names: z.array(z.string()) }) }),
  }),
  z.strictObject({
    id: z.literal('organize'),
    options: z.strictObject({
      indexByName: z.record(z.string(), z.int()),
      renameByName: z.record(z.string(), z.string()),
    }),
  }),
  z.strictObject({
    id: z.literal('groupingToMatrix'),
    options: z.strictObject({
      rowField: z.string(),
      columnField: z.string(),
      valueField: z.literal('Value'),
      emptyValue: z.literal('null'),
    }),
  }),
]);
const table = z.strictObject({
  ...queried,
  type: z.literal('table'),
  transformations: z.array(transformation),
  options: z.strictObject({
    frameIndex: z.literal(0),
    showHeader: z.literal(true),
    showTypeIcons: z.literal(false),
    footer: z.strictObject({ show: z.literal(false), reducer: z.tuple([]), countRows: z.literal(false) }),
    cellHeight: z.literal('sm'),
    sortBy: z.array(z.strictObject({ displayName: z.string(), desc: z.literal(false) })).length(1),
  }),
  fieldConfig: z.strictObject({
    defaults: z.strictObject({
      ...shown,
      mappings: z.array(mapping({})).optional(),
      custom: z.strictObject({ align: z.literal('auto'), inspect: z.literal(false) }),
    }),
    overrides: z.array(
      z.strictObject({
        matcher: z.strictObject({ id: z.literal('byName'), options: z.string() }),
        properties: z.array(property),
      }),
    ),
  }),
});
const text = z.strictObject({
  ...common,
  type: z.literal('text'),
  options: z.strictObject({ mode: z.literal('markdown'), content: z.string().min(1) }),
});
const panel = z.discriminatedUnion('type', [stat, timeseries, timeline, table, text]);
const row = z.strictObject({
  type: z.literal('row'),
  id: z.int().positive(),
  title: z.string().min(1),
  collapsed: z.boolean(),
  gridPos,
  panels: z.array(panel),
});
const variable = z.strictObject({
  type: z.enum(['datasource', 'query', 'custom']),
  name: z.enum(['datasource', 'team', 'window']),
  label: z.string(),
  query: z.string(),
  multi: z.boolean(),
  includeAll: z.literal(false),
  skipUrlSync: z.literal(false),
  allowCustomValue: z.literal(true),
  auto: z.literal(false),
  auto_min: z.literal('10s'),
  auto_count: z.literal(30),
  datasource: datasource.optional(),
  refresh: z.literal(2).optional(),
  sort: z.literal(1).optional(),
  current: z.strictObject({ selected: z.literal(true), text: z.string(), value: z.string() }).optional(),
});
const annotation = z.strictObject({
  name: z.string(),
  enable: z.boolean(),
  hide: z.literal(false),
  iconColor: color,
  builtIn: z.literal(0),
  datasource,
  expr: z.string(),
  titleFormat: z.string(),
  useValueForTime: z.literal(true),
});

export const dashboard = z.strictObject({
  uid: z.string().regex(/^[a-z-]{1,40}$/),
  title: z.string().min(1),
  description: z.string().min(1),
  tags: z.tuple([z.literal('clockspeed')]),
  timezone: z.literal('browser'),
  editable: z.literal(false),
  graphTooltip: z.literal(1),
  fiscalYearStartMonth: z.literal(0),
  schemaVersion: z.literal(42),
  refresh: z.literal('5m'),
  time: z.strictObject({ from: z.string(), to: z.literal('now') }),
  templating: z.strictObject({ list: z.array(variable) }),
  annotations: z.strictObject({ list: z.array(annotation).optional() }).optional(),
  links: z.array(
    z.strictObject({
      type: z.literal('link'),
      title: z.string(),
      icon: z.literal('dashboard'),
      tooltip: z.literal(''),
      tags: z.tuple([]),
      asDropdown: z.literal(false),
      targetBlank: z.literal(false),
      includeVars: z.literal(true),
      keepTime: z.literal(true),
      url: z.string(),
    }),
  ),
  panels: z.array(z.discriminatedUnion('type', [row, stat, timeseries, timeline, table, text])),
});
export type Dashboard = z.infer<typeof dashboard>;
export type QueriedPanel =
  z.infer<typeof stat> | z.infer<typeof timeseries> | z.infer<typeof timeline> | z.infer<typeof table>;

/** Whether it draws the past. */
export const isOverTime = ({ type }: QueriedPanel): boolean => type === 'timeseries' || type === 'state-timeline';
export type AnyPanel = QueriedPanel | z.infer<typeof text>;
