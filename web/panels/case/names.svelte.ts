import type { ClockRow } from '../../../api/contract/case.ts';
import { t, term } from '../../i18n/i18n.svelte.ts';
import { className, limitText, monthSentence, rulesName, stageName } from '../../i18n/words.svelte.ts';
import type { Names, Say } from './ledger.ts';
import type { StatementNames } from './statement.ts';

/** The reader's language for the pure parts of this panel. */
export const say: Say = (key, values) => t(key, values);

type Clock = Pick<ClockRow, 'stage' | 'limitUnit' | 'provisional'>;

/** Names of codes; the clocks of the chosen rule set tell the unit of each stage's days. */
export const namesOf = (clocks: Clock[]): Names => {
  const unitOf = (stage: string) => clocks.find((clock) => clock.stage === stage)?.limitUnit || 'working-day';
  return {
    stage: (code, name) => stageName(code, name),
    owner: (code) => term('owner', code),
    month: (n) => monthSentence(`2000-${String(n).padStart(2, '0')}`).replace(' 2000', ''),
    amount: (stage, n) => limitText({ value: n, unit: unitOf(stage) }),
    provisional: (stage) => clocks.find((clock) => clock.stage === stage)?.provisional ?? false,
  };
};

/** The same with what a statement names besides. */
export const statementNames = (clocks: Clock[]): StatementNames => ({
  ...namesOf(clocks),
  class: (code) => className(code),
  limit: (value, unit) => limitText({ value, unit }),
  rules: (set) => rulesName(set),
});
