import type { DueListReply } from '../../../api/contract/due-list.ts';
import { t } from '../../i18n/i18n.svelte.ts';
import { date, dateTime, rulesName, unitName } from '../../i18n/words.svelte.ts';
import { KINDS, type Block, type Kind } from './due-cases.ts';

const NAMES = { today: 'due-list.today', tomorrow: 'due-list.tomorrow', overdue: 'due-list.overdue' } as const;
export const kindName = (kind: Kind): string => t(NAMES[kind]);

export const who = ({ unit, unitName: name, department }: Pick<Block, 'unit' | 'unitName' | 'department'>): string =>
  `${unitName(unit, name)}·${department || t('due-list.noDepartment')}`;

export const headOf = (data: DueListReply): string =>
  t('due-list.textHead', {
    day: date(data.today),
    rules: rulesName(data.basis),
    time: data.basis.dataTime ? dateTime(data.basis.dataTime) : '—',
  });

/** Plain text to be sent on: a block per department with the numbers of its cases. */
export function asText(data: DueListReply, all: readonly Block[]): string {
  const lines = all.flatMap((block) => [
    '',
    t('due-list.textBlock', { who: who(block) }),
    ...KINDS.filter((kind) => block[kind].length > 0).map((kind) =>
      t('due-list.textLine', {
        kind: kindName(kind),
        n: block[kind].length,
        keys: block[kind]
          .map(
            (row) =>
              row.caseKey +
              (kind === 'overdue' ? t('due-list.textOver', { n: row.daysOver ?? 0 }) : '') +
              (row.provisional ? t('case.say.provisional') : ''),
          )
          .join(t('due-list.textAnd')),
      }),
    ),
  ]);
  const open = data.dueUnverified > 0 ? ['', t('due-list.unverified', { n: data.dueUnverified })] : [];
  return [headOf(data), ...lines, ...open].join('\n');
}
