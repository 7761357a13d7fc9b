import type { FilterName } from './filter-names.ts';
import { chosen, openingPeriod, period } from './filters.svelte.ts';
import { language, t } from './i18n/i18n.svelte.ts';
import { businessName, className, monthSentence, periodText, stageName, unitName } from './i18n/words.svelte.ts';
import type { Changes } from './query.ts';
import { hrefHere } from './router.svelte.ts';
import { inTreeOrder } from './unit-tree.ts';
import { currentSource, sources, type Source } from './sources.svelte.ts';

export type Option = { value: string; label: string; imported: boolean; group?: string };
/** One chip of the filter bar; `url` is the page with that option chosen, '' being the default. */
export type Choice = {
  name: FilterName;
  label: string;
  value: string;
  shown: string;
  imported: boolean;
  changed: boolean;
  options: Option[];
  url: (value: string) => string;
};

const monthNumber = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1;
const monthText = (n: number) => `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;

function monthsOf(source: Source): string[] {
  if (!source.firstMonth || !source.lastMonth) return [];
  const first = monthNumber(source.firstMonth);
  const last = monthNumber(source.lastMonth);
  return Array.from({ length: Math.min(last - first + 1, 60) }, (_, i) => monthText(last - i));
}

function periodChoice(source: Source): Choice | null {
  const now = period();
  const last = source.lastMonth;
  const opening = openingPeriod();
  if (!now || !last || !opening) return null;
  const valueOf = (from: string, to: string) => (from === opening.from && to === opening.to ? '' : `${from}~${to}`);
  const back = (n: number) => valueOf(monthText(monthNumber(last) - n + 1), last);
  const ranges = [
    { value: back(3), label: t('period.last', { n: 3 }) },
    { value: back(12), label: t('period.last', { n: 12 }) },
    { value: valueOf(`${last.slice(0, 4)}-01`, last), label: t('period.year', { year: last.slice(0, 4) }) },
  ].map((o) => ({ ...o, imported: false, group: t('period.ranges') }));
  const months = monthsOf(source).map((m) => ({
    value: valueOf(m, m),
    label: monthSentence(m),
    imported: false,
    group: t('period.months'),
  }));
  const options = [...months, ...ranges];
  const value = valueOf(now.from, now.to);
  const known = options.find((o) => o.value === value);
  const shown = periodText({ ...now, dataTime: source.dataTime });
  if (!known) options.unshift({ value, label: shown, imported: false, group: t('period.ranges') });
  const url = (chosenValue: string) => {
    const [from, to] = chosenValue.split('~');
    return hrefHere({ from: from || null, to: to ?? null, at: null });
  };
  return {
    name: 'from',
    label: t('filter.period'),
    value,
    shown,
    imported: false,
    changed: value !== '',
    options,
    url,
  };
}

/** A switch; '' is the default. */
function twoWays(name: 'reading' | 'exempted', words: Record<string, string>): Choice {
  const value = chosen(name) ?? '';
  const options = Object.entries(words).map(([code, label]) => ({ value: code, label, imported: false }));
  const url = (next: string) => hrefHere({ [name]: next || null, at: null });
  const label = t(`filter.${name}`);
  return { name, label, value, shown: words[value] ?? value, imported: false, changed: value !== '', options, url };
}

type Listed = { value: string; label: string; imported: boolean };

function listChoice(
  name: FilterName,
  label: string,
  items: Listed[],
  fallback: { value: string; label: string } | null,
): Choice | null {
  if (items.length === 0 || (items.length === 1 && fallback === null)) return null;
  const all = { value: '', label: t('filter.all'), imported: false };
  const options =
    fallback === null ? [all, ...items] : items.map((o) => (o.value === fallback.value ? { ...o, value: '' } : o));
  const raw = chosen(name) ?? '';
  const value = raw === fallback?.value ? '' : raw;
  const now = options.find((o) => o.value === value) ?? { value, label: value, imported: true };
  const url = (next: string) => hrefHere({ [name]: next || null, at: null, ...FORGET[name] });
  return { name, label, value, shown: now.label, imported: now.imported, changed: value !== '', options, url };
}

/** A limit is tried on one class and stage. */
const TRIED = { limit: null };
/** What a change drops; another source does not know what was chosen. */
const FORGET: Partial<Record<FilterName, Changes>> = {
  source: { unit: null, class: null, business: null, stage: null, rules: null, from: null, to: null, ...TRIED },
  class: TRIED,
  stage: TRIED,
};

const unitItems = (source: Source): Listed[] =>
  inTreeOrder(source.units).map(({ unit, depth }) => ({
    value: unit.code,
    label: '\u3000'.repeat(depth) + unitName(unit.code, unit.name),
    imported: unit.code !== '?',
  }));

/** The chips of a page, in order; a filter with nothing to choose has none. */
export function choices(names: readonly FilterName[]): Choice[] {
  const source = currentSource();
  if (!source) return [];
  const all = sources.reply?.sources ?? [];
  const listed = (values: string[], word: (code: string) => string): Listed[] =>
    values.map((value) => ({ value, label: word(value), imported: word(value) === value }));
  const make: Partial<Record<FilterName, () => Choice | null>> = {
    source: () =>
      all.length < 2
        ? null
        : listChoice(
            'source',
            t('filter.source'),
            all.map((s) => ({ value: s.source, label: s.label, imported: true })),
            { value: all[0]?.source ?? '', label: '' },
          ),
    from: () => periodChoice(source),
    unit: () => {
      const root = source.units.find((u) => u.parent === null);
      const choice = listChoice('unit', t('filter.unit'), unitItems(source), { value: root?.code ?? '', label: '' });
      return choice && source.units.length > 1 ? { ...choice, shown: choice.shown.trim() } : null;
    },
    class: () => listChoice('class', t('filter.class'), listed(source.classes, className), null),
    business: () => listChoice('business', t('filter.business'), listed(source.businesses, businessName), null),
    stage: () =>
      listChoice(
        'stage',
        t('filter.stage'),
        source.stages.map((s) => ({
          value: s.code,
          label: stageName(s.code, s.name),
          imported: stageName(s.code, '') === '',
        })),
        null,
      ),
    rules: () =>
      listChoice(
        'rules',
        t('filter.rules'),
        source.rules.map((r) => ({
          value: r.code,
          label: language.current === 'zh' ? r.name : r.nameEn,
          imported: true,
        })),
        { value: source.primaryRules, label: '' },
      ),
    reading: () => twoWays('reading', { '': t('reading.restated'), reported: t('reading.reported') }),
    exempted: () => twoWays('exempted', { '': t('reading.in'), out: t('reading.outShort') }),
  };
  return names.flatMap((name) => make[name]?.() ?? []);
}
