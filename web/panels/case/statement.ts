import type { CaseReply } from '../../../api/contract/case.ts';
import type { Names, Say } from './ledger.ts';

type Told = Pick<CaseReply, 'case' | 'basis' | 'events' | 'pauses' | 'clocks' | 'totals'>;
/** How the reader's language names a customer class, a limit with its unit, and a rule set. */
export type StatementNames = Names & {
  class: (code: string) => string;
  limit: (value: number, unit: string) => string;
  rules: (set: { rulesName: string; rulesNameEn: string }) => string;
};

/**
 * What happened to a case, in one paragraph fit for a reply to a complaint: dates, days and who held the ball. It judges
 * nothing: no limit is called kept or broken.
 */
export function statement(reply: Told, say: Say, names: StatementNames): string {
  const tell = dateTeller(say, names);
  const { caseKey, unitName, business, opened, ended, state } = reply.case;
  const asOf = reply.basis.dataTime;
  const sentences = [
    say('case.statement.accepted', {
      ...{ key: caseKey, unit: unitName, class: names.class(reply.case.class), business },
      date: opened === null ? '' : tell(opened),
    }),
    steps(reply, say, names, tell),
    say(ended === null ? 'case.statement.daysOpen' : 'case.statement.daysEnded', {
      date: tell(ended ?? (asOf === null ? (opened ?? '') : lastInstant(asOf))),
      n: reply.totals.workingDays,
      owners: owners(reply, say, names),
    }),
    ...reply.pauses.map(({ from, to, reason }) =>
      say(to === null ? 'case.statement.pauseOpen' : 'case.statement.pause', {
        ...{ from: tell(from), to: to === null ? '' : tell(to) },
        reason: reason === '' ? say('case.statement.noReason') : reason,
      }),
    ),
    ...limits(reply, say, names, tell),
    say(
      state === 'open' ? 'case.statement.open' : state === 'aborted' ? 'case.statement.aborted' : 'case.statement.done',
    ),
  ];
  return sentences.filter((sentence) => sentence !== '').join('');
}

/** The last day each stage was finished, in that order. */
function steps({ events }: Told, say: Say, names: Names, tell: (iso: string) => string): string {
  const finished = new Map<string, { at: string; name: string }>();
  for (const { stage, stageName, finished: at } of events) {
    if (at === null) continue;
    finished.delete(stage);
    finished.set(stage, { at, name: names.stage(stage, stageName) });
  }
  const told = [...finished.values()].map(({ at, name }) => say('case.statement.step', { date: tell(at), name }));
  return told.length === 0 ? '' : told.join(say('case.statement.comma')) + say('case.ledger.stop');
}

function owners({ totals }: Told, say: Say, names: Names): string {
  const held = (['utility', 'customer', 'government', 'grid'] as const).filter((owner) => totals[owner] > 0);
  const told = held.map((owner) => say('case.statement.owner', { owner: names.owner(owner), n: totals[owner] }));
  return told.join(say('case.statement.comma'));
}

/** The limits of the chosen rule set, with their source, start, last day and days used. */
function limits(reply: Told, say: Say, names: StatementNames, tell: (iso: string) => string): string[] {
  const own = reply.clocks.filter((clock) => clock.rules === reply.basis.rules && clock.limit !== null);
  return own.map((clock) => {
    const { stage, name, provisional, legalSource, limit, limitUnit, deadline, used, started } = clock;
    return say(deadline === null ? 'case.statement.limitOpen' : 'case.statement.limit', {
      ...{
        stage: names.stage(stage, name),
        source: legalSource || names.rules(clock),
        limit: names.limit(limit!, limitUnit),
      },
      ...{
        start: tell(started),
        due: deadline === null ? '' : tell(lastInstant(deadline)),
        mark: provisional ? say('case.say.provisional') : '',
        used: names.limit(used, limitUnit),
      },
    });
  });
}

/** 24:00 of a day is written as the next day's first instant. */
function lastInstant(iso: string): string {
  if (iso.slice(11, 19) !== '00:00:00') return iso;
  return new Date(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** `2026 年 8 月 17 日`, the year only where it changes. */
function dateTeller(say: Say, names: Names): (iso: string) => string {
  let year = '';
  return (iso) => {
    const month = Number(iso.slice(5, 7));
    const values = { year: iso.slice(0, 4), month, day: Number(iso.slice(8, 10)), monthName: names.month(month) };
    const key = values.year === year ? 'case.say.date' : 'case.say.dateYear';
    year = values.year;
    return say(key, values);
  };
}
