import { describe, expect, it } from 'vitest';
import { appProblems } from '../types/appProblems';
import type { Problem } from '../types/Problem';
import { roomProblems } from '../types/roomProblems';
import { refusalForHost } from './hostRefusals';
import { t } from './page';

/** One problem for each code and reason, with every argument that a problem can have. */
function every(codes: Record<string, readonly string[]>): Problem[] {
  return Object.entries(codes).flatMap(([code, reasons]) => reasons.map((reason) => problem(code, reason)));
}

const problem = (code: string, reason: string): Problem => ({
  code,
  message: 'in Rust’s own words',
  ...(reason === '' ? {} : { reason }),
  suggestion: 'ana 2',
  after_secs: 7,
  most: 64,
  character: 7,
  line: 1,
  column: 2,
  value: '8765',
  cause: 'no space left on device',
});

const HOST_ONLY = /^(export_\w+|bad_(code|host_name|local_name|max_guests|title))$/;
const ofRoom = every(roomProblems);
const ofApp = every(appProblems);
const called = ({ code, reason }: Problem) => `${code} ${reason ?? ''}`;

describe('the words of refusals', () => {
  it('exist in the host’s window for each code and reason that Rust can send', () => {
    const all = [...ofRoom, ...ofApp];
    expect(all.length).toBeGreaterThan(70);
    for (const one of all) {
      const words = refusalForHost(one);
      expect(words, called(one)).not.toBe(one.message);
      expect(words, called(one)).toMatch(/^[A-Z0-9“*].*[.!?]$/);
      expect(words, called(one)).not.toMatch(/undefined|null|NaN/);
    }
  });

  it('exist for guests, except for what only a host can get', () => {
    for (const one of ofRoom) {
      expect(t.refusal(one) === null, called(one)).toBe(HOST_ONLY.test(one.code));
    }
    for (const one of ofApp) expect(t.refusal(one), called(one)).toBeNull();
  });

  it('are Rust’s own for a code or a reason that is newer than the page', () => {
    for (const one of [problem('new_code', ''), problem('bad_title', 'new_reason')]) {
      expect(refusalForHost(one)).toBe(one.message);
      expect(t.refusal(one)).toBeNull();
    }
  });

  it('show what the operating system said as the end of a sentence', () => {
    const kept = { code: 'settings_not_kept', message: '', cause: 'No space left on device (os error 28).' };
    expect(refusalForHost(kept)).toBe('The settings cannot be kept: No space left on device (os error 28).');
  });
});
