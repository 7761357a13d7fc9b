import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the next answer is to be instead of a page; each is used once, in order. */
export type Fault = (reply: ServerResponse, page: string, request: IncomingMessage) => void;

export type FakeApi = {
  url: string;
  /** Addresses asked for, in order. */
  asked: string[];
  tokens: (string | undefined)[];
  faults: Fault[];
  rows: Record<string, unknown>[];
  /** Rows moved by one while pages are read, from this page on. */
  shiftAt: number | null;
  close(): Promise<void>;
};

const SIZE = 3;

/** A paged JSON API on loopback: `?page=n`, three rows a page, their number in `total`. */
export async function fakeApi(rows: Record<string, unknown>[]): Promise<FakeApi> {
  const api: FakeApi = { url: '', asked: [], tokens: [], faults: [], rows, shiftAt: null, close };
  const server = createServer((request, reply) => {
    api.asked.push(request.url ?? '');
    api.tokens.push(request.headers.authorization);
    const page = Number(new URL(request.url ?? '', 'http://x').searchParams.get('page') ?? 1);
    if (page === api.shiftAt) {
      api.shiftAt = null;
      api.rows = [{ id: 'new', step: '受理', at: '2026-05-01 08:00:00' }, ...api.rows];
    }
    const items = api.rows.slice((page - 1) * SIZE, page * SIZE);
    const text = JSON.stringify({ data: { items, total: api.rows.length } });
    const fault = api.faults.shift();
    if (fault) return fault(reply, text, request);
    reply.setHeader('content-type', 'application/json');
    reply.end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  api.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cases`;
  return api;

  async function close() {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

export const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (reply) => {
    reply.writeHead(code, headers);
    reply.end('{}');
  };
export const cutOff: Fault = (reply, page) => void reply.end(page.slice(0, page.length / 2));
export const hangUp: Fault = (reply, page) => {
  reply.writeHead(200, { 'content-length': String(page.length + 50) });
  reply.write(page.slice(0, 5), () => reply.destroy());
};
export const inEncoding =
  (bytes: Uint8Array, charset: string): Fault =>
  (reply) => {
    reply.setHeader('content-type', `application/json; charset=${charset}`);
    reply.end(bytes);
  };
