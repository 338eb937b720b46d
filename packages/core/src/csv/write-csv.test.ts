import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { disarm, writeCsv } from './write-csv.ts';

const CORPUS = fileURLToPath(new URL('../../../../../../shared/corpus/_attacks/csv_injection.json', import.meta.url));
const ATTACKS = [
  '=1+1',
  '+1',
  '-2+3',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  ' =1',
  '|calc',
  '＝1+1',
  '＋1',
  '－1',
  '＠x',
  '%0A=1+1',
  '\u00a0=1',
  '\u200b=1',
];
const corpus: string[] = existsSync(CORPUS)
  ? (JSON.parse(readFileSync(CORPUS, 'utf8')) as { items: { cell: string }[] }).items.map((item) => item.cell)
  : [];

describe('writeCsv', () => {
  test.each([...ATTACKS, ...corpus])('disarms %j and reads back as the same text behind an apostrophe', (attack) => {
    const csv = writeCsv(['name', 'cost'], [[{ text: attack }, { number: '1.5' }]]);
    expect(readCsv(csv)).toEqual([
      ['name', 'cost'],
      [`'${attack}`, '1.5'],
    ]);
  });

  test.each(['web', 'gpt-4o', 'a=b', 'e-mail@example.test', '2026-03-01', '', 'naïve, "quoted"\nline'])('leaves %j as it is', (text) => {
    expect(disarm(text)).toBe(text);
    expect(readCsv(writeCsv(['name'], [[{ text }]]))[1]).toEqual([text]);
  });

  test('keeps every digit of a number, without quotes', () => {
    expect(writeCsv(['cost'], [[{ number: '0.000000000001' }], [{ number: '-12.5' }], [{ number: '' }]])).toBe(
      '"cost"\r\n0.000000000001\r\n-12.5\r\n\r\n',
    );
  });

  test('refuses text in the place of a number', () => {
    expect(() => writeCsv(['cost'], [[{ number: '=1+1' }]])).toThrow(RangeError);
    expect(() => writeCsv(['cost'], [[{ number: '1e-7' }]])).toThrow(RangeError);
  });
});

/** A strict RFC 4180 reader: a quote inside a bare cell, or text behind a closing quote, is an error. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    if (csv[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= csv.length) throw new Error('unclosed quote');
        if (csv[at] !== '"') cell += csv[at];
        else if (csv[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else break;
      }
      at += 1;
    } else {
      while (at < csv.length && csv[at] !== ',' && csv[at] !== '\r') {
        if (csv[at] === '"' || csv[at] === '\n') throw new Error('stray character in a bare cell');
        cell += csv[at];
        at += 1;
      }
    }
    row.push(cell);
    if (csv[at] === ',') at += 1;
    else if (csv.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else throw new Error(`stray text at ${at}`);
  }
  return rows;
}
