/** A stream of numbers that a seed repeats. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof randomOf>;
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const splice = (bytes: Buffer, from: number, to: number, put: Buffer | string = ''): Buffer =>
  Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(to)]);
const pick = <T>(list: readonly T[], random: Random): T => list[random(list.length)]!;
const NASTY = [0, 1, 9, 10, 13, 26, 34, 39, 44, 59, 60, 62, 38, 80, 127, 128, 0xbf, 0xc0, 0xef, 0xfe, 0xff];
const WORDS = [
  ...[
    '"',
    '""',
    ',',
    '\n',
    '\r',
    '\r\n',
    '\0',
    '合计',
    '=1+1',
    "'007",
    '1.23E+15',
    '__proto__',
    '\ufeff',
    '\u202e',
    '１２',
  ],
  ...[
    '2024-02-30',
    '24:00',
    '<',
    '</row>',
    '<row r="3">',
    '<event>',
    '</trace>',
    '<!DOCTYPE a>',
    '&lol;',
    ']]>',
    'sep=;\n',
  ],
  ...['<c r="XFD1048576">', 'r="-1"', 't="s"', '<v>99999999</v>', '<table><tr><td>', '</table>'],
];

/** Bytes flipped, cut, doubled, moved; lines and fields likewise; words that parsers trip over; another encoding. */
const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    for (let i = 0; i <= random(6); i++) copy[random(copy.length)] = random(2) ? pick(NASTY, random) : random(256);
    return copy;
  },
  (bytes, random) => {
    const from = random(bytes.length);
    return splice(bytes, from, from + random(40));
  },
  (bytes, random) => {
    const from = random(bytes.length);
    return splice(bytes, from, from, bytes.subarray(from, from + random(200)));
  },
  (bytes, random) => bytes.subarray(0, random(bytes.length)),
  (bytes, random) => bytes.subarray(random(bytes.length)),
  (bytes, random) => {
    const at = random(bytes.length);
    return splice(bytes, at, at, pick(WORDS, random));
  },
  (bytes, random) => {
    const lines = bytes.toString('latin1').split('\n');
    const from = random(lines.length);
    const line = lines[from]!;
    if (random(2)) lines.splice(from, 1);
    else lines.splice(random(lines.length), 0, line, line);
    return Buffer.from(lines.join(pick(['\n', '\r', '\r\n', '\f\n'], random)), 'latin1');
  },
  (bytes, random) => {
    const fields = bytes.toString('latin1').split(',');
    fields.splice(random(fields.length), random(3), ...Array.from({ length: random(3) }, () => pick(fields, random)));
    return Buffer.from(fields.join(pick([',', ',', ';', '\t'], random)), 'latin1');
  },
  (bytes, random) => {
    const text = bytes.toString('utf8');
    const half = Math.floor(text.length / 2);
    const utf16 = Buffer.from(text, 'utf16le');
    const forms = [utf16, Buffer.from(utf16).swap16(), Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])];
    forms.push(Buffer.concat([Buffer.from(text.slice(0, half)), Buffer.from(text.slice(half), 'latin1')]));
    return forms[random(forms.length)]!;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    const at = random(Math.max(1, copy.length - 4));
    if (copy.length > at + 4)
      copy.writeUInt32LE(pick([0, 1, 0xffff, 0x7fffffff, 0xffffffff, random(1 << 20)], random), at);
    return copy;
  },
];

/** One to three mutations of a file. */
export function mutated(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let i = 0; i <= random(3) && result.length > 0; i++) result = pick(MUTATIONS, random)(result, random);
  return result;
}
