import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, GridComponent, LegendComponent, MarkLineComponent, SVGRenderer]);

/** One bar, or none where nothing was measured. */
export interface Bar {
  readonly value: number | null;
  /** What stands above it. */
  readonly text: string;
}
export interface Bars {
  readonly heads: readonly string[];
  /** Of several rows each has its name and stands beside the others; the last is the month that is told of. */
  readonly rows: readonly { readonly name: string; readonly bars: readonly Bar[] }[];
  readonly limit?: { readonly value: number; readonly text: string };
}

export const chartWidth = 1_120;
export const chartHeight = 400;
const ink = '#1b1f24';
const quiet = '#9fb4cc';
const strong = '#0b4f9e';
const limitColour = '#8a4b00';
const font = { fontFamily: 'Helvetica, Arial, sans-serif', fontSize: 20, color: ink };

/** The chart as SVG. The same numbers give the same text. */
export function barsSvg({ heads, rows, limit }: Bars): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: chartWidth, height: chartHeight });
  chart.setOption({
    animation: false,
    textStyle: font,
    grid: { left: 20, right: limit ? 190 : 20, top: 50, bottom: rows.length > 1 ? 80 : 40 },
    ...(rows.length > 1 && { legend: { bottom: 0, textStyle: font, itemGap: 30 } }),
    xAxis: {
      type: 'category',
      data: heads,
      axisTick: { show: false },
      axisLabel: { ...font, interval: 0, overflow: 'truncate', width: (chartWidth - 40) / heads.length },
    },
    yAxis: { type: 'value', show: false, min: 0, max: highest(rows, limit) },
    series: rows.map(({ name, bars }, row) => ({
      type: 'bar',
      name,
      barMaxWidth: 110,
      itemStyle: { color: row === rows.length - 1 ? strong : quiet },
      data: bars.map(({ value, text }, index) => ({
        value: value ?? 0,
        label: {
          show: true,
          position: 'top',
          ...font,
          fontSize: rows.length > 1 ? 17 : 20,
          formatter: text,
          backgroundColor: '#fff',
          padding: 2,
        },
        ...(rows.length === 1 && { itemStyle: { color: index === bars.length - 1 ? strong : quiet } }),
      })),
      ...(row === rows.length - 1 && limit && { markLine: markLineAt(limit) }),
    })),
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  // What is there for a pointer is numbered as charts are made: in an image it does nothing, and the text depends on no other chart.
  return svg.replace(/<style[\s\S]*?<\/style>\n?/g, '').replace(/ (class|ecmeta_\w+|pointer-events)="[^"]*"/g, '');
}

/** Room for the texts above the bars and for the limit. */
const highest = (rows: Bars['rows'], limit: Bars['limit']): number =>
  Math.max(limit?.value ?? 0, ...rows.flatMap(({ bars }) => bars.map(({ value }) => value ?? 0))) * 1.1 || 1;

const markLineAt = ({ value, text }: NonNullable<Bars['limit']>) => ({
  symbol: 'none',
  // Behind the bars and what stands above them.
  z: 1,
  silent: true,
  lineStyle: { color: limitColour, width: 3, type: 'dashed' },
  label: { ...font, color: limitColour, position: 'end', formatter: text },
  data: [{ yAxis: value }],
});

const attribute = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`).replace(/\s+/g, ' ');

/** The chart as an image that needs no other file, with what it shows in words. */
export const barsImage = (bars: Bars, words: string): string =>
  `<img alt="${attribute(words)}" width="${chartWidth}" height="${chartHeight}" src="data:image/svg+xml;base64,${Buffer.from(barsSvg(bars)).toString('base64')}">`;

/** The chart in words: every row, head by head. */
export const barsWords = ({ heads, rows, limit }: Bars): string =>
  [
    ...rows.map(({ name, bars }) => `${name}: ${bars.map(({ text }, index) => `${heads[index]} ${text}`).join(', ')}.`),
    ...(limit ? [`Target: ${limit.text.replace('\n', ' ')}.`] : []),
  ].join(' ');
