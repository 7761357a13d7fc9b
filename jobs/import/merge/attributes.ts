import type { CaseAttributes } from '../row.ts';

/** What a row says of its case, held once however many rows say it: equal sets of one import are one object. */
export type AttributeSet = { readonly attributes: CaseAttributes; readonly text: string; readonly fullness: number };

const SCALARS = [
  ...(['unit', 'class', 'business', 'channel', 'state', 'opened', 'ended', 'deadline'] as const),
  ...(['voltage', 'capacity', 'capacityUnit', 'supplies', 'customers', 'industry', 'manager'] as const),
  ...(['designer', 'builder', 'supplier'] as const),
  ...(['threeZero', 'greenChannel', 'important', 'externalLine'] as const),
] as const;

export const NO_ATTRIBUTES: CaseAttributes = {
  unit: null,
  class: null,
  business: null,
  channel: null,
  state: null,
  opened: null,
  ended: null,
  deadline: null,
  voltage: null,
  capacity: null,
  capacityUnit: null,
  supplies: null,
  customers: null,
  industry: null,
  manager: null,
  designer: null,
  builder: null,
  supplier: null,
  threeZero: null,
  greenChannel: null,
  important: null,
  externalLine: null,
  dims: {},
};

/** Canonical text: fields in one order, missing ones left out, so that equal sets have equal bytes. */
function canonical(attributes: CaseAttributes): { text: string; fullness: number } {
  const held: Record<string, unknown> = {};
  let fullness = 0;
  for (const name of SCALARS) {
    if (attributes[name] === null) continue;
    held[name] = attributes[name];
    fullness++;
  }
  const names = Object.keys(attributes.dims).sort();
  if (names.length > 0) held.dims = Object.fromEntries(names.map((name) => [name, attributes.dims[name]]));
  for (const name of names) if (attributes.dims[name] !== null) fullness++;
  return { text: JSON.stringify(held), fullness };
}

export class AttributeSets {
  readonly #byText = new Map<string, AttributeSet>();
  readonly #byObject = new WeakMap<CaseAttributes, AttributeSet>();

  of(attributes: CaseAttributes): AttributeSet {
    const known = this.#byObject.get(attributes);
    if (known) return known;
    const { text, fullness } = canonical(attributes);
    let set = this.#byText.get(text);
    if (!set) {
      set = { attributes, text, fullness };
      this.#byText.set(text, set);
    }
    this.#byObject.set(attributes, set);
    return set;
  }

  /** Codes of the units the sets so far name. */
  get units(): Set<string> {
    const codes = new Set<string>();
    for (const { attributes } of this.#byText.values()) if (attributes.unit !== null) codes.add(attributes.unit);
    return codes;
  }

  /** From the text a case's evidence keeps. */
  parse(held: Partial<CaseAttributes>): AttributeSet {
    return this.of({ ...NO_ATTRIBUTES, ...held });
  }
}

/** A case list's row wins field by field where it says something (a blank leaves what the events say). */
export function overlay(base: CaseAttributes, over: CaseAttributes): CaseAttributes {
  const merged: Record<string, unknown> = { ...base };
  for (const name of SCALARS) if (over[name] !== null) merged[name] = over[name];
  const dims: Record<string, string | null> = { ...base.dims };
  for (const [name, value] of Object.entries(over.dims)) if (value !== null || !(name in dims)) dims[name] = value;
  return { ...(merged as CaseAttributes), dims };
}
