const LF = 10;
/** A line longer than this is handed over in pieces. */
const MOST = 1 << 20;

/** Chunks cut anew so that each ends with a line end; the last, or one within an endless line, may not. */
export async function* lineChunks(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let kept = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(LF) + 1;
    if (end > 0) {
      const head = chunk.subarray(0, end);
      yield rest.length === 0 ? head : Buffer.concat([...rest, head]);
      rest = [];
      kept = 0;
    }
    if (end === chunk.length) continue;
    rest.push(Buffer.from(chunk.subarray(end)));
    kept += chunk.length - end;
    if (kept < MOST) continue;
    yield Buffer.concat(rest);
    rest = [];
    kept = 0;
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
