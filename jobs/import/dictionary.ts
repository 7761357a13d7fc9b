import type { PartyRow } from '../../sql/parties.ts';
import type { FirmRow, StageRow, StepRow, Words } from '../../sql/write/dictionaries.ts';
import { firmHead } from './firm-name.ts';
import { placeOf } from './stages.ts';
import type { Profile } from './profile.ts';

/** A case row numbers its activities in 16 bits. */
const MOST_STEPS = 30_000;

/** Numbers of an origin's activities, stages and parties; new ones are numbered on the way and written later. */
export class Dictionary {
  readonly #stages = new Map<string, StageRow>();
  #nextStage = 0;
  readonly #steps = new Map<string, StepRow>();
  readonly #stepNames: string[] = [];
  readonly #parties = new Map<string, number>();
  readonly #partyNames: string[] = [];
  readonly #firms = new Map<string, FirmRow>();
  readonly #mapping: Profile['steps'];
  #fresh: Words = { stages: [], steps: [], parties: [], firms: [] };
  /** A known activity now belongs to another stage or owner, or plays another part: every case has to be judged anew. */
  readonly remapped: boolean = false;

  constructor(known: Words, mapping: Profile['steps']) {
    this.#mapping = mapping;
    for (const stage of known.stages) {
      this.#stages.set(stage.code, stage);
      this.#nextStage = Math.max(this.#nextStage, stage.stage + 1);
    }
    for (const party of known.parties) this.#learnParty(party);
    for (const firm of known.firms) this.#firms.set(firm.name, firm);
    for (const step of known.steps) {
      this.#learnStep(step);
      const place = placeOf(mapping, step.name);
      const stage = this.#stage(place.stage);
      if (stage.stage === step.stage && place.owner === step.owner && place.ends === step.ends) continue;
      this.remapped = true;
      step.stage = stage.stage;
      step.owner = place.owner;
      step.ends = place.ends;
      this.#fresh.steps.push(step);
    }
  }

  step(name: string): number {
    const known = this.#steps.get(name);
    if (known) return known.step;
    if (this.#steps.size >= MOST_STEPS) {
      throw new RangeError(
        `more than ${MOST_STEPS} different activities, the last "${name}": is the right column mapped?`,
      );
    }
    const place = placeOf(this.#mapping, name);
    const { owner, ends } = place;
    const step = { step: this.#stepNames.length, name, stage: this.#stage(place.stage).stage, owner, ends };
    this.#learnStep(step);
    this.#fresh.steps.push(step);
    return step.step;
  }

  stepName(step: number): string {
    return this.#stepNames[step]!;
  }

  party(name: string | null): number | null {
    if (name === null) return null;
    const known = this.#parties.get(name);
    if (known !== undefined) return known;
    const party = { party: this.#parties.size, name };
    this.#learnParty(party);
    this.#fresh.parties.push(party);
    return party.party;
  }

  partyName(party: number | null): string | null {
    return party === null ? null : this.#partyNames[party]!;
  }

  /** Number of a firm by its normalised name; numbered from 1 on. */
  firm(name: string | null): number | null {
    if (name === null) return null;
    const known = this.#firms.get(name);
    if (known !== undefined) return known.firm;
    const row = { firm: this.#firms.size + 1, name, head: firmHead(name) };
    this.#firms.set(name, row);
    this.#fresh.firms.push(row);
    return row.firm;
  }

  /** The words to write since it was asked last. */
  take(): Words {
    const fresh = this.#fresh;
    this.#fresh = { stages: [], steps: [], parties: [], firms: [] };
    return fresh;
  }

  #stage(seed: Omit<StageRow, 'stage'>): StageRow {
    const known = this.#stages.get(seed.code);
    if (known) return known;
    const stage = this.#nextStage++;
    // Stages of an unmapped log stand in the order they are met.
    const row = { ...seed, stage, ord: this.#mapping === undefined ? stage : seed.ord };
    this.#stages.set(seed.code, row);
    this.#fresh.stages.push(row);
    return row;
  }

  #learnStep(step: StepRow): void {
    this.#steps.set(step.name, step);
    this.#stepNames[step.step] = step.name;
  }

  #learnParty({ party, name }: PartyRow): void {
    this.#parties.set(name, party);
    this.#partyNames[party] = name;
  }
}
