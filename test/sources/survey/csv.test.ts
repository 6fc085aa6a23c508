import { describe, expect, it } from 'vitest';
import { readCsv } from '../../../exporter/sources/survey/csv.ts';
import type { CsvError } from '../../../exporter/sources/survey/csv.ts';

const cellsOf = (text: string) => Array.from(readCsv(text), ({ cells }) => cells);
const errorOf = (text: string) => {
  try {
    return cellsOf(text);
  } catch (error) {
    return (error as CsvError).line;
  }
};

describe('a CSV text', () => {
  it.each([
    ['a,b\nc,d\n', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['a,b\r\nc,d', [['a', 'b'], ['c', 'd']]], // prettier-ignore
    ['\uFEFFa,b', [['a', 'b']]],
    ['a,,\n', [['a', '', '']]],
    [',', [['', '']]],
    ['"a,b","c""d"""', [['a,b', 'c"d"']]],
    ['"a\r\nb",c', [['a\r\nb', 'c']]],
    ['a\n\n\r\nb\n\n', [['a'], ['b']]],
    ['""\na', [[''], ['a']]],
    ['', []],
  ])('%j has the cells %j', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });
  it('numbers lines as an editor does, also after a cell of several', () => {
    const rows = [...readCsv('a\r\n\r\n"b\nc",d\ne')];
    expect(rows.map(({ line }) => line)).toEqual([1, 3, 5]);
  });
  it.each([
    ['a\n"b', 2],
    ['a"b', 1],
    ['"a"b', 1],
    ['a\n"b\nc" ,d', 2],
    ['a\rb', 1],
  ])('%j is none, and says in which line', (text, line) => {
    expect(errorOf(text)).toBe(line);
  });
});
