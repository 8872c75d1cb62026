// Whether an X display lets this user in: node x-display.mjs HOST NUMBER. HOST is empty or `unix`
// for a display of this computer. Ends with 0 if so.
//
// It begins as every program of X does (X Window System Protocol, 8): with the cookies for this
// display in the user's file of them, one after the other, and then without one.

import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const ANSWERS_WITHIN_MS = 3000;
const LET_IN = 1;

const [host, number] = process.argv.slice(2);
const isLocal = host === '' || host === 'unix';
const place = isLocal ? { path: `/tmp/.X11-unix/X${number}` } : { host, port: 6000 + Number(number) };

// Returns the entries of a file of cookies: a family, then four fields, each after its length.
function* entries(file) {
  let at = 0;
  const field = () => {
    const start = at + 2;
    at = start + file.readUInt16BE(at);
    return file.subarray(start, at);
  };
  while (at + 2 < file.length) {
    at += 2;
    const [, display, kind, cookie] = [field(), field(), field(), field()];
    yield { display: display.toString(), kind, cookie };
  }
}

function cookies() {
  try {
    const file = readFileSync(process.env.XAUTHORITY || join(homedir(), '.Xauthority'));
    return [...entries(file)].filter(({ display }) => display === '' || display === number);
  } catch {
    return [];
  }
}

function hello({ kind, cookie }) {
  const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
  const head = Buffer.alloc(12);
  // The order of bytes, and the protocol's version.
  head.write('l');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(kind.length, 6);
  head.writeUInt16LE(cookie.length, 8);
  return Buffer.concat([head, padded(kind), padded(cookie)]);
}

function isLetIn(by) {
  return new Promise((resolve) => {
    const display = connect(place);
    const end = (result) => {
      display.destroy();
      resolve(result);
    };
    display.setTimeout(ANSWERS_WITHIN_MS, () => end(false));
    display.on('connect', () => display.write(hello(by)));
    display.on('data', (answer) => end(answer[0] === LET_IN));
    display.on('error', () => end(false));
    display.on('close', () => end(false));
  });
}

const none = { kind: Buffer.alloc(0), cookie: Buffer.alloc(0) };
for (const by of [...cookies(), none]) {
  if (await isLetIn(by)) process.exit(0);
}
process.exit(1);
