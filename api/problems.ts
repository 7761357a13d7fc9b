import type { FailureCode } from '../sql/failure.ts';

type Words = { title: string; detail: (facts: Readonly<Record<string, string>>) => string };

/** What each code means, in the reader's language; RFC 9457's title never varies, the detail names what was asked. */
export const PROBLEMS: Record<FailureCode, { status: number; zh: Words; en: Words }> = {
  'no-source': {
    status: 404,
    zh: { title: '尚无数据', detail: () => '还没有导入任何数据。请把日志文件放入接收文件夹，或使用 import 命令导入。' },
    en: {
      title: 'No data yet',
      detail: () => 'Nothing has been imported. Put a log into the inbox folder or use the import command.',
    },
  },
  'unknown-source': {
    status: 404,
    zh: { title: '没有这个数据来源', detail: (f) => `数据来源“${f.value}”不存在或不可见。` },
    en: { title: 'Unknown source', detail: (f) => `There is no source "${f.value}", or you may not see it.` },
  },
  'unknown-unit': {
    status: 404,
    zh: { title: '没有这个单位', detail: (f) => `单位“${f.value}”不存在或不在可见范围内。` },
    en: { title: 'Unknown unit', detail: (f) => `There is no unit "${f.value}", or you may not see it.` },
  },
  'unknown-rules': {
    status: 404,
    zh: { title: '没有这个时限规则集', detail: (f) => `该来源没有按规则集“${f.value}”判定。` },
    en: { title: 'Unknown rule set', detail: (f) => `This source is not judged by a rule set "${f.value}".` },
  },
  'unknown-stage': {
    status: 404,
    zh: { title: '没有这个环节', detail: (f) => (f.value ? `该来源没有环节“${f.value}”。` : '该来源没有环节。') },
    en: {
      title: 'Unknown stage',
      detail: (f) => (f.value ? `This source has no stage "${f.value}".` : 'This source has no stage.'),
    },
  },
  'unknown-case': {
    status: 404,
    zh: { title: '没有这个工单', detail: (f) => `工单“${f.value}”不存在或不在可见范围内。` },
    en: { title: 'Unknown case', detail: (f) => `There is no case "${f.value}", or you may not see it.` },
  },
  'whole-source-only': {
    status: 403,
    zh: { title: '仅限全来源可见者', detail: (f) => `导入文件属于整个来源，单位“${f.value}”的可见范围不含。` },
    en: {
      title: 'For readers of the whole source',
      detail: (f) => `Files belong to the source as a whole; unit "${f.value}" may not see them.`,
    },
  },
  'bad-period': {
    status: 400,
    zh: { title: '统计期无效', detail: (f) => `“${f.value}”不是有效的统计期；起止月份写作 2026-01，起不晚于止。` },
    en: {
      title: 'Invalid period',
      detail: (f) => `"${f.value}" is not a period; months are written 2026-01, the first not after the last.`,
    },
  },
  'bad-query': {
    status: 400,
    zh: {
      title: '查询条件无效',
      detail: (f) =>
        f.with ? `条件 ${f.name}=${f.value} 只能与 population=${f.with} 同用。` : `查询条件有误：${f.value}`,
    },
    en: {
      title: 'Invalid query',
      detail: (f) =>
        f.with ? `${f.name}=${f.value} goes with population=${f.with} only.` : `The query is wrong: ${f.value}`,
    },
  },
  'bad-text': {
    status: 400,
    zh: { title: '文字编码无效', detail: () => '网址中有不能读作文字的字节（空字符或不完整的编码）。' },
    en: { title: 'Invalid text', detail: () => 'The address holds bytes that are no text (a NUL or broken encoding).' },
  },
  'bad-rules': {
    status: 400,
    zh: { title: '规则集有误', detail: (f) => f.zh ?? '' },
    en: { title: 'Invalid rule set', detail: (f) => f.en ?? '' },
  },
  'too-many-rows': {
    status: 400,
    zh: { title: '行数过多', detail: (f) => `共 ${f.value} 行，超过一次下载的上限 ${f.most} 行，请缩小条件。` },
    en: {
      title: 'Too many rows',
      detail: (f) => `${f.value} rows are more than one download may hold (${f.most}); narrow the filters.`,
    },
  },
  'unknown-upload': {
    status: 404,
    zh: { title: '没有这个上传', detail: () => '没有这个上传的文件，可能已经清理；请重新上传。' },
    en: { title: 'Unknown upload', detail: () => 'There is no such uploaded file; it may have been cleared away.' },
  },
  'not-now': {
    status: 409,
    zh: { title: '现在不能这样做', detail: (f) => `“${f.value}”正在处理或已处理完，或本服务不接收文件。` },
    en: {
      title: 'Not now',
      detail: (f) => `"${f.value}" is being worked on or is done, or this server takes no files.`,
    },
  },
  'too-big': {
    status: 413,
    zh: { title: '文件过大', detail: (f) => `文件超过 ${f.value} MB 的上限；请压缩为 gzip 或分成几个文件。` },
    en: { title: 'File too big', detail: (f) => `The file is larger than ${f.value} MB; gzip it or split it.` },
  },
  'foreign-origin': {
    status: 403,
    zh: { title: '请求来自其他网站', detail: () => '会改动数据的请求只能由本系统的页面发出。' },
    en: {
      title: 'Asked by another site',
      detail: () => 'Requests that change something must come from our own pages.',
    },
  },
  'not-found': {
    status: 404,
    zh: { title: '没有这个地址', detail: (f) => `${f.value} 不存在。` },
    en: { title: 'Not found', detail: (f) => `${f.value} does not exist.` },
  },
  'read-timeout': {
    status: 503,
    zh: { title: '查询超时', detail: () => '数据库未能及时答复，请稍后重试或缩小条件。' },
    en: {
      title: 'Read timed out',
      detail: () => 'The database did not answer in time; try again or narrow the filters.',
    },
  },
  'database-away': {
    status: 503,
    zh: { title: '数据库不可用', detail: () => '暂时连接不到数据库，请稍后重试。' },
    en: { title: 'Database unavailable', detail: () => 'The database cannot be reached just now; try again.' },
  },
  'not-migrated': {
    status: 503,
    zh: { title: '数据库结构未更新', detail: (f) => `数据库缺少：${f.value}` },
    en: { title: 'Database not migrated', detail: (f) => `The database lacks: ${f.value}` },
  },
  internal: {
    status: 500,
    zh: { title: '服务器内部错误', detail: () => '服务器出错，详情见服务器日志。' },
    en: { title: 'Internal error', detail: () => 'The server failed; its log has the details.' },
  },
};

export type Language = 'zh' | 'en';

/** `lang` in the query, else the first language of Accept-Language we speak, else Chinese. */
export function languageOf(query: unknown, accept: string | undefined): Language {
  const asked = (query as { lang?: unknown } | null)?.lang;
  if (asked === 'zh' || asked === 'en') return asked;
  const wanted = (accept ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...more] = part.trim().toLowerCase().split(';');
      const weight = more.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find((q) => q !== undefined);
      return { tag: tag.slice(0, 2), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ tag, weight }) => (tag === 'zh' || tag === 'en') && weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag === 'en' ? 'en' : 'zh';
}
