import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { capabilitiesOf } from '../../../jobs/import/capabilities.ts';
import { amended, chosenProfile, understoodColumns } from '../../../jobs/import/propose/choice.ts';
import { proposeForFile } from '../../../jobs/import/read/read-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'choice-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function propose(text: string) {
  const path = join(folder, 'log.csv');
  writeFileSync(path, text);
  const proposal = await proposeForFile(path, { zone: 'Asia/Shanghai', source: 'log' });
  return { proposal, understood: understoodColumns(proposal) };
}
const LEDGER = `南塘县业扩报装台账,,,,
制表：营销部,,,,
注：仅供内部使用,,,,
工单编号,正式受理日期,接火送电日期,用户名称,状态
A-1,2026/3/1,2026/3/9,张三,归档
A-2,2026/3/2,,李四,在途
A-3,2026/3/4,2026/3/12,王五,归档
`;

test('a ledger below three title rows is understood column by column, and its people are not shown', async () => {
  const { proposal, understood } = await propose(LEDGER);
  expect(proposal.titleRows).toBe(3);
  expect(understood.map(({ name, use }) => `${name}: ${use}`)).toEqual([
    '工单编号: key',
    '正式受理日期: opened',
    '接火送电日期: milestone',
    '用户名称: personal',
    '状态: state',
  ]);
  expect(understood[0]!.samples).toEqual(['A-1', 'A-2', 'A-3']);
  expect(understood[3]!.samples).toEqual(['•••', '•••', '•••']);
});

test('what nobody changes stays as proposed', async () => {
  const { proposal, understood } = await propose(LEDGER);
  const uses = understood.map(({ use }) => use);
  const { tables } = chosenProfile(proposal.sketch, understood, 'north', { shape: 'case', uses });
  expect(tables).toEqual(proposal.sketch!.tables);
});

test('a column moved to another use leaves its old one, and its way of writing times is declared', async () => {
  const { proposal, understood } = await propose(
    'nr,what,then,who\n1,Register,31/03/2026 10:00,ann\n1,Close,02/04/2026 11:00,bob\n2,Register,03/04/2026 10:00,ann\n',
  );
  const uses = ['key', 'step', 'at', 'operator'] as const;
  const profile = chosenProfile(proposal.sketch, understood, 'own', { shape: 'event', uses });
  expect(profile).toMatchObject({
    name: 'own',
    tables: [{ shape: 'event', key: ['nr'], fields: { step: 'what', at: 'then', operator: 'who' } }],
  });
  expect(profile.timestamps).toContain('d/M/yyyy H:mm');
  expect(() =>
    chosenProfile(proposal.sketch, understood, 'own', { shape: 'event', uses: ['key', 'step', 'at', 'step'] }),
  ).toThrow('two columns');
});

test('dates that could be read in several ways are asked about, and read in the way somebody chose', async () => {
  const { proposal, understood } = await propose(
    '工单编号,受理日期,归档日期\nA,1/3/2024,2024-04-01\nB,2/3/2024,2024-04-02\n',
  );
  expect(understood[1]).toMatchObject({ use: 'none', stamp: false, orders: ['d/M/yyyy', 'M/d/yyyy'] });
  expect(understood[2]).not.toHaveProperty('orders');
  const uses = ['key', 'opened', 'ended'] as const;
  const chosen = (orders: string[]) =>
    chosenProfile(proposal.sketch, understood, 'own', { shape: 'case', uses, orders });
  expect(chosen(['', 'M/d/yyyy', '']).timestamps).toEqual(['M/d/yyyy']);
  expect(chosen(['', 'yyyy', '']).timestamps).toBeUndefined();
});

test('a confirmed table takes the place of the one that read the same header, and leaves the others', () => {
  const step = { shape: 'event' as const, key: ['k'], fields: { step: 's', at: 't' } };
  const list = { shape: 'case' as const, key: ['number'], fields: { state: 'state' } };
  const known = { name: 'n', tables: [step, list], rules: 'serc-27', timestamps: ['epoch'] };
  const confirmed = { shape: 'event' as const, key: ['k'], fields: { step: 's', at: 't', operator: 'o' } };
  expect(amended(known, { name: 'n', tables: [confirmed], timestamps: ['d/M/yyyy'] }, ['k', 's', 't', 'o'])).toEqual({
    ...known,
    timestamps: ['epoch', 'd/M/yyyy'],
    tables: [confirmed, list],
  });
});

test('a source says what it can answer and which column the rest would need', () => {
  const { can, cannot } = capabilitiesOf({
    name: 'n',
    tables: [{ shape: 'event', key: ['k'], fields: { step: 's', at: 't', unit: 'u' } }],
  });
  expect(can).toEqual(['stage-time', 'units']);
  expect(cannot).toContainEqual({ question: 'open-stock', missing: ['state'] });
  expect(cannot).toContainEqual({ question: 'legal-limits', missing: ['class', 'steps'] });
  expect(cannot).toContainEqual({ question: 'wait-and-work', missing: ['arrived', 'started'] });
});
