import { expect, test } from 'vitest';
import { partitionAt, partitionsBetween } from './partitioned-table.ts';

test('a month runs from its first millisecond in UTC to the next month, also in December', () => {
  expect(partitionAt('attempts', Date.UTC(2026, 11, 31, 23, 59, 59, 999))).toEqual({
    table: 'attempts',
    name: 'attempts_2026_12',
    startMs: Date.UTC(2026, 11, 1),
    endMs: Date.UTC(2027, 0, 1),
  });
});

test('contents have a partition a day, also on 29 February', () => {
  expect(partitionAt('request_contents', Date.UTC(2028, 1, 29, 12))).toEqual({
    table: 'request_contents',
    name: 'request_contents_2028_02_29',
    startMs: Date.UTC(2028, 1, 29),
    endMs: Date.UTC(2028, 2, 1),
  });
});

test('the partitions of a range follow each other without a gap and cover both ends', () => {
  const partitions = partitionsBetween('requests', Date.UTC(2026, 7, 22), Date.UTC(2027, 1, 1));
  expect(partitions.map(({ name }) => name.slice('requests_'.length))).toEqual([
    '2026_08',
    '2026_09',
    '2026_10',
    '2026_11',
    '2026_12',
    '2027_01',
    '2027_02',
  ]);
  partitions.slice(1).forEach((partition, index) => expect(partition.startMs).toBe(partitions[index]?.endMs));
});
