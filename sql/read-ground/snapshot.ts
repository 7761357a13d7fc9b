import type { Db } from '../database.ts';

/** Answers a question from one state of the database, however many statements it takes. */
export function inSnapshot<T>(db: Db, read: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(read);
}
