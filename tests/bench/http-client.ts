import { connect } from 'node:net';
import { performance } from 'node:perf_hooks';
import { spreadOf, type Spread } from './line.ts';

/** `perSecond`: asked at this rate, latency from when each was due; else as fast as the connections go. */
export type Load = {
  port: number;
  paths: string[];
  connections: number;
  seconds: number;
  perSecond?: number;
  etag?: string;
};
export type Loaded = { requests: number; seconds: number; failed: number; ms: Spread & { p95: number; p99: number } };

/** One kept connection; answers are read to their end, as long as their head says. */
class Client {
  readonly #socket;
  #held: Buffer = Buffer.alloc(0);
  #answered: ((status: number) => void) | null = null;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1').setNoDelay(true);
    this.#socket.on('data', (bytes) => this.#take(bytes));
  }

  ask(path: string, etag?: string): Promise<number> {
    const match = etag === undefined ? '' : `if-none-match: ${etag}\r\n`;
    this.#socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${match}\r\n`);
    return new Promise((resolve) => (this.#answered = resolve));
  }

  #take(bytes: Buffer): void {
    this.#held = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = this.#held.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#held.toString('latin1', 0, end);
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#held.length < end + 4 + length) return;
    this.#held = this.#held.subarray(end + 4 + length);
    const answered = this.#answered;
    this.#answered = null;
    answered?.(Number(head.slice(9, 12)));
  }

  end(): void {
    this.#socket.destroy();
  }
}

async function load({ port, paths, connections, seconds, perSecond, etag }: Load): Promise<Loaded> {
  const clients = Array.from({ length: connections }, () => new Client(port));
  const taken: number[] = [];
  let [asked, failed] = [0, 0];
  const started = performance.now();
  const over = () => performance.now() - started >= seconds * 1000;
  const one = async (client: Client, due: number) => {
    const status = await client.ask(paths[asked++ % paths.length]!, etag);
    if (status !== 200 && status !== 304) failed++;
    taken.push(performance.now() - due);
  };
  if (perSecond === undefined) {
    await Promise.all(
      clients.map(async (client) => {
        while (!over()) await one(client, performance.now());
      }),
    );
  } else {
    const free = [...clients];
    const waiting: number[] = [];
    const running = new Set<Promise<void>>();
    const next = () => {
      while (free.length > 0 && waiting.length > 0) {
        const client = free.pop()!;
        const work = one(client, waiting.shift()!).then(() => {
          free.push(client);
          running.delete(work);
          next();
        });
        running.add(work);
      }
    };
    for (let n = 0; !over(); n++) {
      const due = started + (n * 1000) / perSecond;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      waiting.push(due);
      next();
    }
    while (running.size > 0) await Promise.all(running);
  }
  for (const client of clients) client.end();
  const sorted = taken.toSorted((a, b) => a - b);
  const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? NaN;
  return {
    requests: taken.length,
    seconds: (performance.now() - started) / 1000,
    failed,
    ms: { ...spreadOf(taken, 2), p99: Number(p99.toFixed(2)) },
  };
}

process.stdout.write(JSON.stringify(await load(JSON.parse(process.argv[2]!) as Load)));
