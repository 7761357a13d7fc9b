/** After spaces and control characters: what a spreadsheet would take for a formula, full-width forms included. */
const FORMULA = /^[\s\p{Cc}\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A spreadsheet would compute this cell; with an apostrophe in front it is text. */
export const looksLikeFormula = (cell: string): boolean => FORMULA.test(cell);
