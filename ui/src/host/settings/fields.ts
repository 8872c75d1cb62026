// The host's settings that are typed: how each looks in its field, and which change its text means.
import { hostWords } from '../../strings/host';
import type { Desk } from '../desk.svelte';
import { Typed, wholeNumber, type Parsed } from './typed.svelte';

const MOST_PORT = 65_535;
const MOST_MEGABYTES = 999_999_999;
const MOST_GUESTS = 999_999_999;

export type Fields = ReturnType<typeof fieldsOf>;

export function fieldsOf(desk: Desk) {
  return {
    title: new Typed(desk, (now) => now.title, toTitle),
    code: new Typed(
      desk,
      (now) => now.code ?? '',
      (text) => ({ change: { code: text || null } }),
    ),
    guests: new Typed(desk, (now) => String(now.max_guests), toMaxGuests),
    fileSize: new Typed(desk, (now) => String(now.max_file_mb), toMegabytes('max_file_mb')),
    filesSize: new Typed(desk, (now) => String(now.max_files_mb), toMegabytes('max_files_mb')),
    port: new Typed(desk, (now) => String(now.port ?? ''), toPort),
    localName: new Typed(
      desk,
      (now) => now.local_name ?? '',
      (text) => ({ change: { local_name: text || null } }),
    ),
    allowedHosts: new Typed(desk, (now) => now.allowed_hosts.join(', '), toAllowedHosts),
    name: new Typed(
      desk,
      (now) => now.name ?? '',
      (name) => ({ change: { name } }),
    ),
  };
}

function toTitle(title: string): Parsed {
  return title === '' ? { wrong: hostWords.settings.roomTitleBad } : { change: { title } };
}

function toMaxGuests(text: string): Parsed {
  const max_guests = wholeNumber(text, 0, MOST_GUESTS);
  return max_guests === null ? { wrong: hostWords.settings.maxGuestsBad } : { change: { max_guests } };
}

function toMegabytes(key: 'max_file_mb' | 'max_files_mb') {
  return (text: string): Parsed => {
    const most = wholeNumber(text, 1, MOST_MEGABYTES);
    if (most === null) return { wrong: hostWords.settings.megabytesBad };
    return { change: key === 'max_file_mb' ? { max_file_mb: most } : { max_files_mb: most } };
  };
}

function toPort(text: string): Parsed {
  const port = wholeNumber(text, 1, MOST_PORT);
  return port === null && text !== '' ? { wrong: hostWords.settings.portBad } : { change: { port } };
}

function toAllowedHosts(text: string): Parsed {
  return { change: { allowed_hosts: text.split(/[\s,;،؛、，；]+/).filter(Boolean) } };
}
