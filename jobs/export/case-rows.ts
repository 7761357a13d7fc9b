import type { ExportedCase, ExportGround } from '../../sql/read/export.ts';
import { knowledgeOf } from '../import/case-record.ts';
import { AttributeSets } from '../import/merge/attributes.ts';
import type { ListFact } from '../import/merge/case-list.ts';
import { BY_ARRIVAL, eventKind, identityOf, type EventFact } from '../import/merge/event-fact.ts';
import type { Profile } from '../import/profile.ts';
import type { CaseAttributes } from '../import/row.ts';
import { attributeCells, keyCell, stampIn, type AttributeField, type Cell } from './cells.ts';
import { withFillers } from './fillers.ts';
import { layOut, type Layout } from './layout.ts';

export type ExportedRow = { layout: Layout; order: number; cells: Cell[] };

/** How the events of a case are known: some by an id, the others by step and arrival or, at last, by all they say. */
type Identity = 'arrival' | 'id' | 'content';

/** Turns stored cases into the rows of steps and of a case list that make them again. */
export class CaseRows {
  readonly #ground: ExportGround;
  readonly #format: 'csv' | 'xes';
  readonly #fields: AttributeField[];
  readonly #cellsOf: ReturnType<typeof attributeCells>;
  readonly #stamp: ReturnType<typeof stampIn>;
  readonly #milestones: Layout['milestones'];
  readonly #layouts = new Map<string, Layout>();
  /** Of the rows that follow each other: their words are few, but a whole source's would not fit. */
  #sets = new AttributeSets();
  #cases = 0;

  constructor(ground: ExportGround, format: 'csv' | 'xes') {
    this.#ground = ground;
    this.#format = format;
    this.#cellsOf = attributeCells(ground.zone);
    this.#stamp = stampIn(ground.zone);
    const tables = [ground.profile, ...ground.profiles].flatMap((profile) => (profile as Profile).tables);
    const cases = tables.filter(({ shape }) => shape === 'event' || shape === 'step' || shape === 'case');
    // What no table speaks of stays unspoken: whether there is an end column decides when a case counts as over.
    const spoken = new Set(cases.flatMap((table) => Object.keys(table.fields)));
    this.#fields = (Object.keys(this.#cellsOf) as AttributeField[]).filter((field) => spoken.has(field));
    this.#milestones = milestonesOf(cases);
  }

  of(row: ExportedCase): ExportedRow[] {
    if (++this.#cases % 1000 === 0) this.#sets = new AttributeSets();
    const { steps, parties } = this.#ground;
    const dictionary = {
      stepName: (step: number) => steps[step]!,
      partyName: (party: number | null) => (party === null ? null : parties[party]!),
    };
    const { events, list } = knowledgeOf(row, { dictionary, sets: this.#sets });
    const key = keyCell(row.case_key);
    return [...this.#steps(key, events), ...(list === null ? [] : [this.#list(key, list)])];
  }

  #steps(key: Cell, events: readonly EventFact[]): ExportedRow[] {
    const known: Identity = events.some(isByContent)
      ? 'content'
      : events.some(({ identity }) => typeof identity === 'string')
        ? 'id'
        : 'arrival';
    return repeated(events).map((event) => {
      const { attributes } = event.attributes;
      const identity = known === 'content' && event.identity === BY_ARRIVAL ? 'arrival' : known;
      const layout = this.#stepLayout(Object.keys(attributes.dims).sort(), identity);
      const own = identity === 'arrival' ? [] : [typeof event.identity === 'string' ? event.identity : null];
      const cells: Cell[] = [
        ...[key, event.step, this.#stamp(event.arrived), this.#stamp(event.started), this.#stamp(event.finished)],
        ...[event.operator, event.department, event.sequence, this.#stamp(event.dataTime), ...own],
        ...this.#attributes(attributes, layout),
      ];
      return { layout, order: 2, cells };
    });
  }

  #list(key: Cell, { attributes, milestones, dataTime }: ListFact): ExportedRow {
    const layout = this.#listLayout(Object.keys(attributes.attributes.dims).sort());
    const rest = [...milestones];
    const dated = layout.milestones.map(({ step }) => {
      const at = rest.findIndex((milestone) => milestone.step === step);
      return at < 0 ? null : this.#stamp(rest.splice(at, 1)[0]!.at);
    });
    const cells = [key, this.#stamp(dataTime), ...this.#attributes(attributes.attributes, layout), ...dated];
    return { layout, order: 3, cells };
  }

  #attributes(of: CaseAttributes, { dimensions }: Layout): Cell[] {
    return [
      ...this.#fields.map((field) => this.#cellsOf[field](of)),
      ...dimensions.map((name) => of.dims[name] ?? null),
    ];
  }

  #stepLayout(dimensions: string[], identity: Identity): Layout {
    return this.#layout('steps', [...dimensions, identity], (name) => ({
      ...{ name, shape: 'step', first: 'key', dimensions, byContent: identity === 'content' },
      fields: [
        ...(['step', 'arrived', 'started', 'finished', 'operator', 'department', 'sequence', 'updated'] as const),
        ...(identity === 'arrival' ? [] : (['eventId'] as const)),
        ...this.#fields,
      ],
    }));
  }

  #listLayout(dimensions: string[]): Layout {
    return this.#layout('cases', dimensions, (name) => ({
      ...{ name, shape: 'case', first: 'key', dimensions, milestones: this.#milestones },
      fields: ['updated', ...this.#fields],
    }));
  }

  /** One layout for each set of free columns: a row that lacks one says something else than a row that leaves it blank. */
  #layout(name: string, parts: readonly string[], plan: (name: string) => Parameters<typeof layOut>[0]): Layout {
    const signature = JSON.stringify([name, ...parts]);
    let layout = this.#layouts.get(signature);
    if (layout === undefined) {
      const others = [...this.#layouts.values()].filter((known) => known.name.startsWith(name)).length;
      layout = layOut(plan(others === 0 ? name : `${name}-${others + 1}`), this.#format);
      this.#layouts.set(signature, layout);
    }
    return layout;
  }
}

const isByContent = ({ identity, arrived }: EventFact): boolean => identity === null && arrived !== null;

/** In the case's order, which decides ties; with a row more where an occurrence is older than those before it. */
function repeated(events: readonly EventFact[]): EventFact[] {
  const groups = new Map<string, EventFact[]>();
  for (const event of events) {
    const identity = identityOf(event);
    const group = groups.get(identity);
    if (group) group.push(event);
    else groups.set(identity, [event]);
  }
  if (groups.size === events.length) return [...events];
  const times = new Map<EventFact, number>();
  for (const group of groups.values()) {
    for (const event of withFillers(group, eventKind)) times.set(event, (times.get(event) ?? 0) + 1);
  }
  return events.flatMap((event) => Array.from({ length: times.get(event)! }, () => event));
}

/** Milestone columns in the order in which the tables name them; an activity several times where one table does. */
function milestonesOf(tables: Profile['tables']): Layout['milestones'] {
  const columns: { column: string; step: string }[] = [];
  for (const table of tables) {
    const seen = new Map<string, number>();
    for (const step of Object.values(table.milestones ?? {})) {
      const n = (seen.get(step) ?? 0) + 1;
      seen.set(step, n);
      const column = n === 1 ? `milestone: ${step}` : `milestone ${n}: ${step}`;
      if (!columns.some((known) => known.column === column)) columns.push({ column, step });
    }
  }
  return columns;
}
