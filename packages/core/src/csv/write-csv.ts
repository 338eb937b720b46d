/**
 * Characters that make a spreadsheet run a cell as a formula when they come first, also after spaces or line breaks, and the
 * full-width forms that some spreadsheets fold into them. A tab or carriage return in front is dangerous by itself.
 */
const FORMULA_START = /^(?:[\s\u0000-\u001f\u00a0\ufeff\u200b-\u200f]|%0[ad9])*[=+\-@|\uff1d\uff0b\uff0d\uff20\uff5c]|^[\t\r]/iu;
const PLAIN_NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Text comes from callers and is disarmed; a number is exact decimal text of our own and stays a number. */
export type CsvCell = { text: string } | { number: string };

/** RFC 4180 with CRLF. Every text cell is quoted. */
export function writeCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return csvHeader(header) + rows.map(csvRow).join('');
}

export function csvHeader(names: readonly string[]): string {
  return `${names.map((name) => textCell(name)).join(',')}\r\n`;
}

export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map((cell) => ('text' in cell ? textCell(cell.text) : numberCell(cell.number))).join(',')}\r\n`;
}

/** An apostrophe in front makes every spreadsheet show the cell instead of running it. */
export function disarm(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

function textCell(text: string): string {
  return `"${disarm(text).replaceAll('"', '""')}"`;
}

function numberCell(number: string): string {
  if (number !== '' && !PLAIN_NUMBER.test(number)) throw new RangeError(`Not a plain decimal: ${number.slice(0, 40)}`);
  return number;
}
