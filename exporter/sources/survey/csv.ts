/** A row of a CSV file, and the line on which it begins (from 1). */
export interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What makes a text no CSV, and where. */
export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** One cell: quoted (a quote inside is doubled), or free of quotes, commas and ends of lines. */
const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
const endOfCell = /,|\r\n|\n|$/y;

/**
 * RFC 4180, strictly: commas, quotes, CRLF or LF; a byte order mark at the start and blank lines mean nothing. Throws CsvError at the
 * first quote that stands where none may: whatever comes after it cannot be told apart.
 */
export function* readCsv(text: string): Iterable<Row> {
  let [at, line] = [text.startsWith('\uFEFF') ? 1 : 0, 1];
  let [cells, startsOn]: [string[], number] = [[], 1];
  while (at < text.length || cells.length > 0) {
    cell.lastIndex = at;
    const [whole, quoted, plain] = cell.exec(text)!;
    endOfCell.lastIndex = at + whole.length;
    const end = endOfCell.exec(text);
    if (!end) throw new CsvError(line, 'a quote stands where none may, or is never closed');
    cells.push(quoted?.replaceAll('""', '"') ?? plain!);
    at += whole.length + end[0].length;
    line += whole.split('\n').length - 1;
    if (end[0] === ',') continue;
    if (cells.length > 1 || whole !== '') yield { line: startsOn, cells };
    [cells, startsOn] = [[], (line += end[0] === '' ? 0 : 1)];
  }
}
