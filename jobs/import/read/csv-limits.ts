/** What a record of a CSV file may take, for whoever reads it and for whoever counts it. */

/** A quoted field that has not ended by then is taken for a stray quote. */
export const MAX_RECORD_CHARS = 65_536;
export const MAX_RECORD_LINES = 50;
export const MAX_FIELDS = 16_384;
