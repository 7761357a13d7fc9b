/**
 * Panels that tell nothing as reported, by what closing a month does not freeze. Those that read finished clocks from what
 * was frozen follow the asked reading; those that hold no figure of a period are in neither.
 */
export const NOT_FROZEN: Readonly<Record<string, 'open' | 'flow' | 'pauses' | 'called' | 'facts' | 'trials'>> = {
  'open-stock': 'open',
  'due-list': 'open',
  'due-page': 'open',
  'stage-open': 'open',
  'manager-open': 'open',
  'process-map': 'flow',
  responsibility: 'flow',
  'hand-off': 'flow',
  spectrum: 'flow',
  shifts: 'flow',
  variants: 'flow',
  reliability: 'flow',
  'time-to-finish': 'flow',
  suspensions: 'pauses',
  'rate-change': 'pauses',
  satisfaction: 'called',
  'satisfaction-months': 'called',
  'satisfaction-units': 'called',
  'satisfaction-summary': 'called',
  'satisfaction-wait': 'called',
  complaints: 'called',
  'account-manager': 'facts',
  flags: 'facts',
  firms: 'facts',
  trials: 'trials',
};

/** Panels with rates that exempted clocks are always in. */
export const BEFORE_EXEMPTIONS: ReadonlySet<string> = new Set([
  ...['trend', 'xmr', 'stage-distribution', 'stage-units', 'stage-classes', 'time-to-finish', 'deadline-hugging'],
  ...['heat-map', 'what-if', 'branches', 'funnel', 'case-mix', 'unit-compare', 'cross-table', 'flags', 'trials'],
]);

/** Panels that tell all stages whichever is chosen: whole cases, or the stages side by side. */
export const ALL_STAGES: ReadonlySet<string> = new Set(['responsibility', 'variants', 'heat-map']);
