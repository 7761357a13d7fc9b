import type { ColumnType, JSONColumnType } from 'kysely';

export type Json<T extends object | null> = JSONColumnType<T, string, string>;
/** timestamptz: microseconds since 1970 on reading (see database.ts), ISO text on writing. */
export type Stamp = ColumnType<number, string, string>;
export type StampOrNull = ColumnType<number | null, string | null, string | null>;
/** A null that may be left out on writing. */
export type Optional<Read, Written> = ColumnType<Read | null, Written | null | undefined, Written | null>;
export type Defaulted<T> = ColumnType<T, T | undefined, T>;
