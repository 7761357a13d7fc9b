import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export type Config = Readonly<{
  /** The checkout: where package.json and node_modules lie. */
  root: string;
  /** Everything the program writes lies under it. */
  dir: string;
  /** A server of the user's; null: the embedded engine. */
  databaseUrl: string | null;
  host: string;
  port: number;
  /** Chinese unless the machine's locale says otherwise. */
  language: 'zh' | 'en';
  /** Bytes one file dropped on a page may have. */
  uploadBytes: number;
  /** Cases of a large file that are merged and judged together; null: as many as the importer likes. */
  pageCases: number | null;
  /** Named point at which an import stops and waits, for tests that end it there. */
  pauseAt: string | null;
}>;

/** The only reader of the environment; flags win over it. Throws one Error that names every wrong variable. */
export function readConfig(flags: { host?: string; port?: string } = {}): Config {
  const { env } = process;
  const wrong: string[] = [];
  const root = rootAbove(import.meta.dirname);
  const portText = flags.port ?? env.YEKUO_PORT ?? '7300';
  const port = Number(portText);
  if (!Number.isInteger(port) || port < 0 || port > 65535) wrong.push(`port "${portText}" is not a port`);
  const uploadText = env.YEKUO_UPLOAD_MB || '2048';
  const uploadMb = Number(uploadText);
  if (!Number.isInteger(uploadMb) || uploadMb < 1)
    wrong.push(`YEKUO_UPLOAD_MB "${uploadText}" is no number of megabytes`);
  const pageText = env.YEKUO_PAGE_CASES || null;
  const pageCases = pageText === null ? null : Number(pageText);
  if (pageCases !== null && (!Number.isInteger(pageCases) || pageCases < 1))
    wrong.push(`YEKUO_PAGE_CASES "${pageText}" is no number of cases`);
  const databaseUrl = env.DATABASE_URL || null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    wrong.push('DATABASE_URL does not begin with postgres://');
  }
  if (wrong.length > 0) throw new Error(wrong.join('; '));
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return Object.freeze({
    root,
    dir: resolve(root, env.YEKUO_DIR || 'var'),
    databaseUrl,
    host: flags.host ?? (env.YEKUO_HOST || '127.0.0.1'),
    port,
    language: /^en/i.test(locale) ? 'en' : 'zh',
    uploadBytes: uploadMb * 1024 ** 2,
    pageCases,
    pauseAt: env.YEKUO_PAUSE_AT || null,
  });
}

/** The server's build lies some folders below the checkout, the sources one. */
function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
  return rootAbove(above);
}
