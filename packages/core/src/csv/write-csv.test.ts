import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../testing/read-csv.ts';
import { disarm, writeCsv } from './write-csv.ts';

const CORPUS = fileURLToPath(new URL('../../../../../shared/corpus/_attacks/csv_injection.json', import.meta.url));
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
