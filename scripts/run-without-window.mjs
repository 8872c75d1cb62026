// Opens the room of the app without a window: in the same folder, with the same settings and the same
// rule for the port.
// What the environment says to flatchat-server or to the app wins.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';

const APP = 'org.flatchat.desktop';
const USUAL_PORT = 8765;
const { env } = process;

const home = (variable, otherwise) => join(env[variable] || join(homedir(), otherwise), APP);

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

// The room that was opened last, if it is still there.
function folder() {
  const last = read(join(home('XDG_CONFIG_HOME', '.config'), 'habits.json'))?.rooms?.[0];
  const isThere = typeof last === 'string' && existsSync(last) && statSync(last).isDirectory();
  return env.FLATCHAT_DATA || (isThere ? last : home('XDG_DATA_HOME', '.local/share'));
}

// As in the app: a broken file gives way to its copy, and a room that may have had a code does not
// open without one.
function settingsIn(folder) {
  const files = ['settings.json', 'settings.kept.json'].map((name) => join(folder, name)).filter(existsSync);
  const good = files.map(read).filter((settings) => settings !== null);
  if (files.length > 0 && good.length === 0) {
    console.error(`${files[0]} cannot be read, so nobody knows whether the room has a code. Mend or remove it.`);
    process.exit(1);
  }
  return good.sort((a, b) => (b.saves ?? 0) - (a.saves ?? 0))[0] ?? {};
}

const ADDRESS_OF = { localhost: '127.0.0.1', '*': '0.0.0.0' };

// `FLATCHAT_LISTEN` may be an address alone, which leaves the port open, or name a port.
function addressOf({ listen }) {
  const fixed = env.FLATCHAT_LISTEN?.trim();
  if (fixed) return ADDRESS_OF[fixed.toLowerCase()] ?? fixed.replace(/^\[(.*)\]$/, '$1');
  return listen === 'this_computer' ? '127.0.0.1' : (listen?.address ?? '0.0.0.0');
}

function isFree(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

// The port that was asked for, else the one before; then the usual one; then any that is free.
async function listenOn(settings) {
  const ip = addressOf(settings);
  if (!isIP(ip)) return ip;
  const wanted = [settings.port ?? settings.last_port, USUAL_PORT].filter(Boolean);
  let port = 0;
  for (const one of wanted.reverse()) if (await isFree(ip, one)) port = one;
  return isIP(ip) === 6 ? `[${ip}]:${port}` : `${ip}:${port}`;
}

const data = folder();
const settings = settingsIn(data);
const given = {
  FLATCHAT_TITLE: settings.title,
  FLATCHAT_CODE: settings.code || undefined,
  FLATCHAT_MAX_GUESTS: settings.max_guests,
  FLATCHAT_ALLOW_HOST: settings.allowed_hosts?.join(',') || undefined,
  FLATCHAT_ANNOUNCE: settings.announce === false ? undefined : (settings.local_name ?? 'flatchat'),
};
const known = Object.entries(given).filter(([name, value]) => value != null && !(name in env));
const server = spawn('target/debug/flatchat-server', {
  stdio: 'inherit',
  env: {
    ...env,
    ...Object.fromEntries(known.map(([name, value]) => [name, String(value)])),
    FLATCHAT_DATA: data,
    FLATCHAT_LISTEN: await listenOn(settings),
  },
});
// A terminal sends Ctrl-C to both; whoever sends a signal to this one alone means the server, too.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => server.kill('SIGTERM'));
server.on('exit', (code) => process.exit(code ?? 1));
