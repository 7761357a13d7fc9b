import { expect, it } from 'vitest';
import { withoutMariadb } from './mariadb.ts';
import { readFromMariadb } from './mysql.ts';
import { readRelation } from '../../../sql/foreign/read-relation.ts';

const without = await withoutMariadb();

it.skipIf(without !== null)(
  `reads a MariaDB server${without === null ? '' : ` (not tried: ${without})`}`,
  readFromMariadb,
  60_000,
);

it('says that an address is none, and not which', async () => {
  const question = { relation: 'x', columns: {}, since: null };
  const read = readRelation('mysql', 'secret://', question, () => Promise.resolve());
  await expect(read).rejects.toMatchObject({ name: 'Error', code: expect.stringMatching(/unreachable|no-driver/) });
  await expect(read).rejects.not.toThrow('secret');
});
