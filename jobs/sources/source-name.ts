const ENDINGS = /(\.(csv|tsv|txt|xes|xml|xlsx|xls|html?|gz))+$/i;

/** What the source of a file is called unless somebody says otherwise: its name without the endings that say its format. */
export const sourceNameOf = (name: string): string => name.replace(ENDINGS, '') || name;
