// The join doctor's sentences: each has its values, in every language.
import { expect, it } from 'vitest';
import { wordsOfAdvice, wordsOfFinding } from './doctor';
import { doctor } from './en/doctor';
import { tables } from './languages';

/** The names of the values that a sentence takes. */
function valuesOf(sentence: string | ((values: never) => string)): string[] {
  const taken = new Set<string>();
  const values = new Proxy({}, { get: (_, name) => (taken.add(String(name)), String(name)) });
  if (typeof sentence === 'function') sentence(values as never);
  return [...taken].sort();
}

it.each(Object.keys(tables))('no sentence in %s lacks a value that it has in English', async (code) => {
  const theirs = (await tables[code]!.host()).table.doctor;
  for (const part of ['findings', 'advice'] as const) {
    const sentences: Record<string, string | ((values: never) => string)> = theirs[part];
    for (const [key, english] of Object.entries(doctor[part])) {
      expect(valuesOf(sentences[key]!), `${part}.${key}`).toEqual(valuesOf(english));
    }
  }
});

it('values are worded, too', () => {
  const at = { ip: '192.168.1.5', card: 'wlan0', kind: 'wifi' } as const;
  expect(wordsOfFinding({ code: 'also_at', at })).toBe('It also has 192.168.1.5 (wlan0, Wi-Fi).');
  expect(wordsOfFinding({ code: 'also_at', at: { ...at, kind: 'other' } })).toBe(
    'It also has 192.168.1.5 (wlan0).',
  );
  expect(wordsOfFinding({ code: 'answers', addresses: ['10.0.0.7:1', '[fd00::7]:1'] })).toBe(
    'It answers requests from this computer at 10.0.0.7:1 and [fd00::7]:1.',
  );
  expect(wordsOfFinding({ code: 'windows_open', profile: 'public' })).toContain('on public networks');
  expect(wordsOfAdvice({ code: 'open_to_all', port: 8765 })).toContain('--listen 0.0.0.0:8765');
});

it('a problem of the server has the words that it has elsewhere', () => {
  const problem = { code: 'port_taken', message: 'in Rust’s words', value: '8765' };
  expect(wordsOfFinding({ code: 'trouble', problem })).toBe(
    'Port 8765 is in use by another program; choose another in the settings.',
  );
});
