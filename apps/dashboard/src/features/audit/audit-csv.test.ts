import { disarm } from '@tollgate/core/csv/write-csv';
import { readCsv } from '@tollgate/core/testing/read-csv';
import { formulaAttacks, markupAttacks } from '@tollgate/testing/attack-corpus';
import { expect, test } from 'vitest';
import { auditCsv } from './audit-csv.ts';
import type { AuditRow } from './audit-row.ts';

const ROW: AuditRow = {
  id: 'aud_1',
  at: '2026-11-20T10:00:00.000Z',
  actor: { id: 'usr_1', name: '=cmd|A1', email: 'ada@example.com' },
  via: 'dashboard',
  address: '192.0.2.1',
  action: 'project.update',
  objectType: 'project',
  objectId: 'prj_1',
  objectName: '@web',
  changes: [
    { field: 'name', before: '=1+1', after: '"quoted"' },
    { field: 'contentDays', before: null, after: '7' },
  ],
};

test('what people wrote is disarmed and quoted, both sides of a change stand in columns of their own', () => {
  expect(auditCsv([ROW]).split('\r\n')[1]).toBe(
    `"2026-11-20T10:00:00.000Z","'=cmd|A1","ada@example.com","usr_1","dashboard","192.0.2.1","project.update","project","'@web","prj_1","name: =1+1","name: ""quoted""; contentDays: 7","aud_1"`,
  );
});

test('configuration as code is named as the actor', () => {
  const row: AuditRow = { ...ROW, actor: { id: 'system', name: null, email: null }, via: 'configuration', address: null };
  expect(auditCsv([row])).toContain('"configuration file","","system","configuration",""');
});

test.each([...formulaAttacks(), ...markupAttacks()])('%j is text in every column', (text) => {
  const row: AuditRow = {
    ...ROW,
    actor: { id: text, name: text, email: text },
    address: text,
    objectName: text,
    objectId: text,
    changes: [{ field: text, before: text, after: text }],
  };
  const [head = [], cells = [], ...rest] = readCsv(auditCsv([row]));
  expect(rest).toEqual([]);
  expect(cells).toHaveLength(head.length);
  expect(cells.map(disarm)).toEqual(cells);
  const named = Object.fromEntries(head.map((name, index) => [name, cells[index]]));
  expect(named).toMatchObject({ actor: disarm(text), object_name: disarm(text), before: disarm(`${text}: ${text}`) });
});
