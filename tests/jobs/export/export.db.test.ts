import { readdirSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { scopeForEveryone } from '../../../api/access/scope-of.ts';
import { buildApp } from '../../../api/app.ts';
import { exportSource } from '../../../jobs/export/export-source.ts';
import type { Profile } from '../../../jobs/import/profile.ts';
import { GRID, grid } from '../import/grid.ts';
import { stateOf } from '../import/state.ts';
import { contentOf, historyOf, randomOf } from '../import/histories.ts';
import { NOW, takingPlace } from '../import/taking.ts';
import { roundTrip } from './round-trip.ts';

let place: Awaited<ReturnType<typeof takingPlace>>;
beforeEach(async () => void (place = await takingPlace(GRID)));
afterEach(() => place.close());

it.each([
  { format: 'csv', gzip: false, seed: 1 },
  { format: 'xes', gzip: true, seed: 2 },
] as const)('brings back every fact of a random source as $format (seed $seed)', async ({ format, gzip, seed }) => {
  const random = randomOf(seed);
  for (const step of historyOf(random, contentOf(random, ''))) {
    if ('take' in step && step.name !== 'wrong.csv') expect((await place.take(step.take)).status).not.toBe('rejected');
  }
  expect(await roundTrip(place, 'grid', format, gzip)).toBeGreaterThan(20);
});

/** Everything that is hard to write down: ids, repeated rows, formulas, apostrophes, quotes, free columns with our names. */
const ODD: Profile = {
  name: 'odd',
  zone: 'America/New_York',
  delimiter: ';',
  classes: { 低压: 'lv-resident', 其他: '低压居民' },
  placeholders: ['1900-01-01'],
  tables: [
    {
      shape: 'event',
      key: ['no'],
      fields: {
        ...{ step: 'what', at: 'when', eventId: 'id', operator: 'who', unit: 'where', sequence: 'seq', class: 'kind' },
        ...{ capacity: 'kva', voltage: 'kv', greenChannel: 'green', updated: 'changed' },
      },
      dimensions: ['arrived', 'case:concept:name', 'concept:name', 'note'],
    },
    {
      shape: 'case',
      key: ['city', 'no'],
      fields: { manager: 'manager', ended: 'over' },
      milestones: { took: 'took', gave: 'gave', took2: 'took' },
      dimensions: ['note'],
    },
    { shape: 'suspension', key: ['no'], fields: { from: 'paused', to: 'resumed', owner: 'by', reason: 'note' } },
  ],
};
const EVENTS = 'no;what;when;id;who;where;seq;kind;kva;kv;green;changed;arrived;case:concept:name;concept:name;note\n';
const FILES = [
  `${EVENTS}'1;take;2024-03-01 08:00:00.000001;e1;"=cmd|'/c calc'!A1";N;2;低压;-315.5kVA;220V;是;2024-03-02;a;b;c;"two
lines ""quoted"""
''1;take;2024-11-03 01:30:00;;'x;N;10;其他;50;10kV;否;2024-03-02;;;;
2;take;1970-01-01T05:00:00Z;;@who; S ;;kind;800 kW;;;2024-03-03;;;;-
2;take;1970-01-01T05:00:00Z;;@who; S ;;kind;800 kW;;;2024-03-03;;;;-
2;give;1986-05-04T12:00:00Z;;;;;;;;;;;;;
`,
  `${EVENTS}2;take;1970-01-01T05:00:00Z;;@who; S ;;kind;800 kW;;;2024-05-05;;;;-\n`,
  'city;no;manager;over;took;gave;took2;note\nA/B;7;mm;2024-04-04 12:00;2024-04-01;2024-04-02;2024-04-01;\nA;B/7;;;2024-04-01;;;"+1"\n',
  "no;paused;resumed;by;note\n2;2024-03-04;;government;'quoted'\n2;2024-03-04;2024-03-09;customer;\n",
];

it.each(['csv', 'xes'] as const)('brings back what is hard to write down as %s', async (format) => {
  for (const content of FILES) {
    const { status, rows, message } = await place.take(content, { source: 'odd', profile: ODD });
    expect([status, rows.quarantined], message).toEqual(['imported', 0]);
  }
  expect(await roundTrip(place, 'odd', format)).toBe(2 * 10);
});

it('brings back steps that life-cycle transitions make, which are known by all they say', async () => {
  const event = (step: string, transition: string, at: string) =>
    `<event><string key="concept:name" value="${step}"/><date key="time:timestamp" value="${at}"/>` +
    `<string key="lifecycle:transition" value="${transition}"/></event>`;
  const events = [
    ...[event('a', 'schedule', '2024-03-01T08:00:00Z'), event('a', 'start', '2024-03-01T09:00:00Z')],
    ...[event('a', 'complete', '2024-03-01T10:00:00Z'), event('b', 'schedule', '2024-03-02T08:00:00Z')],
    ...[event('c', 'start', '2024-03-03T08:00:00Z'), event('d', 'complete', '2024-03-04T08:00:00Z')],
  ];
  const log = `<log><trace><string key="concept:name" value="1"/>${events.join('')}</trace></log>`;
  const fields = { step: 'concept:name', at: 'time:timestamp', lifecycle: 'lifecycle:transition' };
  const profile: Profile = {
    name: 'pairs',
    tables: [{ shape: 'event', lifecycle: 'pair', key: ['case:concept:name'], fields }],
  };
  const { status, message } = await place.take(log, { source: 'pairs', profile, name: 'pairs.xes' });
  expect(status, message).toBe('imported');
  const { rows } = await place.pool.query(
    `select evidence -> 'ids' as ids, cardinality(array_remove(arrived, null)) as arrived from case_fact`,
  );
  expect(rows).toEqual([{ ids: null, arrived: 2 }]);
  await roundTrip(place, 'pairs', 'csv');
});

it('writes a file of no size at which one would be taken for cut off', async () => {
  const capped: Profile = { ...GRID, rowCaps: [4] };
  const lines = ['1,2025-03-02 08:00,,a', '2,2025-03-02 08:00,,b', '3,2025-03-02 08:00,,c'];
  expect(
    (await place.take(`工单编号,暂停开始,暂停结束,原因\n${lines.join('\n')}\n\n\n`, { profile: capped })).rows,
  ).toMatchObject({ in: 5, new: 3, blank: 2 });
  await roundTrip(place, 'grid', 'csv');
});

/** The files of an archive, by their names in order. */
async function unpacked(archive: Buffer): Promise<Map<string, string>> {
  const zip = await new Promise<ZipFile>((resolve, reject) =>
    fromBuffer(archive, { lazyEntries: true }, (error, opened) => (opened ? resolve(opened) : reject(error!))),
  );
  const files = new Map<string, string>();
  await new Promise((resolve, reject) => {
    zip.once('end', resolve).once('error', reject);
    zip.on('entry', (entry: Entry) =>
      zip.openReadStream(entry, (error, stream) => {
        if (!stream) return reject(error!);
        buffer(stream).then((bytes) => {
          files.set(entry.fileName, bytes.toString('utf8'));
          zip.readEntry();
        }, reject);
      }),
    );
    zip.readEntry();
  });
  return files;
}

it('gives a source by the route as an archive that changes nothing when taken again, and to a reader of a part that part', async () => {
  await place.take(grid('unit', ['P,省公司,,,,,', 'N,北县,P,,,,', 'S,南县,P,,,,']));
  await place.take(
    grid('case', [
      '1,N,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-03',
      '2,S,低压居民,新装,2025-03-01 09:00,,在途,,2025-03-03',
    ]),
  );
  await place.take(grid('step', ['1,受理,2025-03-01 09:00,,2025-03-01 10:00,甲,', '2,"受,理",2025-03-02 09:00,,,乙,']));
  const get = async (format: string, within: Parameters<typeof scopeForEveryone>[0] = null) => {
    const app = await buildApp({
      ...{ db: place.db, scopeOf: scopeForEveryone(within), webDir: null, version: 'test', log: false, now: () => NOW },
      exports: { dir: exports, write: (scope, request) => exportSource(place.pool, scope, request) },
    });
    const answer = await app.inject({ url: '/api/v1/export', query: { source: 'grid', format } });
    await app.close();
    expect([answer.statusCode, answer.headers['content-type']], answer.body).toEqual([200, 'application/zip']);
    return unpacked(answer.rawPayload);
  };
  const exports = join(place.folder, 'exports');
  const facts = async () => (await stateOf(place.database, 'grid')).filter((row) => !row.startsWith('origin ')); // it reads more tables then
  const before = await facts();
  for (const format of ['csv', 'xes']) {
    const files = await get(format);
    const profile = JSON.parse(files.get('profile.json')!) as Profile;
    files.delete('profile.json');
    expect([...files.keys()].map((name) => name.replace(/^\d-/, ''))).toEqual(
      ['units', 'steps', 'cases', 'snapshots'].map((name) => `${name}.${format}`),
    );
    for (const [name, content] of files) {
      const { status, rows, message } = await place.take(content, { name, profile });
      expect([status, rows.same, rows.in - rows.same], message).toEqual(['imported', rows.in, 0]);
    }
  }
  expect(await facts()).toEqual(before);
  const part = [...(await get('csv', { source: 'grid', unit: 'N' })).entries()].filter(
    ([name]) => name !== 'profile.json',
  );
  expect(part.flatMap(([, text]) => text.match(/^[12],/gm) ?? [])).toEqual(['1,', '1,']);
  expect(part.map(([, text]) => text).join()).not.toContain('南县');
  await expect.poll(() => readdirSync(exports)).toEqual([]); // removed once the answer is through
});
