import { BUSINESS_ZONE } from '../../sql/vocabulary.ts';
import type { PrimarySet } from '../../sql/read-ground/primary-sets.ts';
import type { Origin, OriginSettings } from '../../sql/write/origin.ts';
import type { CaseRules } from './merge/derive.ts';
import type { Profile } from './profile.ts';

/** What a profile says of its source beside the columns. Throws a RangeError for a rule set that cannot be its primary one. */
export function settingsOf(
  profile: Profile | null,
  source: string,
  asked: { label?: string; zone?: string },
  known: Pick<Origin, 'label' | 'zone'> | null,
  sets: readonly PrimarySet[],
): OriginSettings {
  const code = profile?.rules ?? 'source';
  const ruleSet = sets.find((set) => set.code === code);
  if (!ruleSet) {
    throw new RangeError(
      `profile "${profile?.name}": "${code}" is no rule set a source can be judged by first (${sets.map((set) => set.code).join(', ')})`,
    );
  }
  return {
    source,
    label: asked.label ?? profile?.label ?? known?.label ?? source,
    zone: profile?.zone ?? asked.zone ?? known?.zone ?? BUSINESS_ZONE,
    ruleSet: ruleSet.id,
    ownClock: profile?.ownClock ?? !(profile?.daily ?? false),
    daily: profile?.daily ?? false,
    demo: profile?.demo ?? false,
  };
}

/** How the source says that a case is over. `zone`: the source's. */
export function caseRulesOf(profile: Profile, zone: string): CaseRules {
  const reads = (field: 'state' | 'ended') => profile.tables.some((table) => table.fields[field] !== undefined);
  return { state: reads('state'), end: reads('ended'), endActivities: profile.endActivities ?? [], zone };
}

/** The source's profile once a file had to be read by a proposed one: its tables join those known. */
export function joined(known: Profile, proposed: Profile): Profile {
  const seen = new Set(known.tables.map((table) => JSON.stringify(table)));
  const added = proposed.tables.filter((table) => !seen.has(JSON.stringify(table)));
  return added.length === 0 ? known : { ...known, tables: [...known.tables, ...added] };
}
