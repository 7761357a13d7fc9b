const NOTHING = /^(?:[-—–−/\\.。、*]*|无|暂无|没有|待定|未定|未知|不详|none|n\/?a|nil|null|tbd|unknown)$/i;

/** Whether a cell holds only what people write where there is nothing to say. */
export const saysNothing = (text: string): boolean => NOTHING.test(text.normalize('NFKC').trim());
