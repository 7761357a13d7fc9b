import { expect, it } from 'vitest';
import { installMariadb, withoutMariadb } from './mariadb.ts';
import { readFromMariadb } from './mysql.ts';

it('reads a MariaDB server, which is installed where it is missing', async ({ skip }) => {
  installMariadb();
  const without = await withoutMariadb();
  skip(without !== null, without ?? '');
  await readFromMariadb();
  expect(without).toBeNull();
});
