import { lookup } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Why a fetch failed: a stable code for people and screens; the message names neither token nor answer. */
export class FetchFailure extends Error {
  readonly code: string;
  /** Worth another try, not before so many milliseconds; null: trying again would not help. */
  readonly retryMs: number | null;
  constructor(code: string, message: string, retryMs: number | null = 0) {
    super(message);
    this.code = code;
    this.retryMs = retryMs;
  }
}

/** One page must be here, whole, within so many milliseconds: a server that drips is one that is away. */
const PAGE_MS = 30_000;
const MOST_BYTES = 64 * 1024 * 1024;
const LONGEST_WAIT_MS = 60_000;

/** Never asked: what only this machine or its own network card answers for. Loopback only where the address names it itself. */
const NEVER = new BlockList();
NEVER.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.addSubnet('0.0.0.0', 8, 'ipv4');
NEVER.addSubnet('224.0.0.0', 4, 'ipv4');
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addSubnet('ff00::', 8, 'ipv6');
NEVER.addAddress('::', 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a host the configuration names may be asked at this address. */
export function mayAsk(host: string, address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const at = mapped ?? address;
  const family = isIP(at) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(at) === 0 || NEVER.check(at, family)) return false;
  return !LOOPBACK.check(at, family) || host === 'localhost' || isIP(host) !== 0;
}

/** Resolves a name and looks at what it resolves to, in the same step that connects. */
const guarded: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    const wrong = addresses.find(({ address }) => !mayAsk(host, address));
    if (wrong) return done(new FetchFailure('forbidden-address', `${host} resolves to ${wrong.address}`, null), '');
    if (options.all) return done(null, addresses);
    done(null, addresses[0]!.address, addresses[0]!.family);
  });

/** The JSON of one page. Follows no redirect. Throws a FetchFailure. */
export async function getPage(url: URL, headers: Record<string, string>, withinMs = PAGE_MS): Promise<unknown> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayAsk(host, host))
    throw new FetchFailure('forbidden-address', `${host} is never asked`, null);
  const signal = AbortSignal.timeout(withinMs);
  try {
    const reply = await send(url, headers, signal);
    refuseStatus(reply);
    const bytes = await bodyOf(reply);
    return parsed(decoded(bytes, reply.headers['content-type'] ?? ''));
  } catch (error) {
    if (error instanceof FetchFailure) throw error;
    if (signal.aborted) throw new FetchFailure('timeout', `no whole answer within ${withinMs / 1000} s`);
    throw new FetchFailure('unreachable', (error as NodeJS.ErrnoException).code ?? 'the connection failed');
  }
}

function send(url: URL, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    request(
      url,
      { headers: { accept: 'application/json', ...headers }, lookup: guarded, agent: false, signal },
      resolve,
    )
      .on('error', reject)
      .end();
  });
}

function refuseStatus(reply: IncomingMessage): void {
  const status = reply.statusCode ?? 0;
  if (status === 200) return;
  reply.destroy();
  if (status >= 300 && status < 400) throw new FetchFailure('redirected', `answered ${status}: not followed`, null);
  if (status === 401 || status === 403) throw new FetchFailure('token-refused', `answered ${status}`, null);
  if (status === 429 || status >= 500)
    throw new FetchFailure(status === 429 ? 'throttled' : 'server-error', `answered ${status}`, waitOf(reply));
  throw new FetchFailure('bad-answer', `answered ${status}`, null);
}

/** Retry-After in seconds or as a date; at most a minute. */
function waitOf(reply: IncomingMessage): number {
  const text = reply.headers['retry-after'];
  if (text === undefined) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.min(LONGEST_WAIT_MS, Math.max(0, ms));
}

async function bodyOf(reply: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of reply as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new FetchFailure('page-too-big', `a page of more than ${MOST_BYTES} bytes`, null);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** JSON is UTF-8; a server that says GB18030 and means it is understood, any other bytes are not guessed at. */
function decoded(bytes: Buffer, type: string): string {
  const attempt = (charset: string) => {
    try {
      return new TextDecoder(charset, { fatal: true }).decode(bytes);
    } catch {
      return null;
    }
  };
  const said = /charset="?([\w-]+)/i.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
  const text = attempt('utf-8') ?? (/^gb/.test(said) ? attempt('gb18030') : null);
  if (text === null) throw new FetchFailure('wrong-charset', `bytes that are no ${said}`);
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FetchFailure('broken-json', 'the answer is no whole JSON');
  }
}
