import { describe, expect, it, vi } from 'vitest';
import { tauriHost } from './tauri';

const refuse = vi.hoisted(() => vi.fn<() => unknown>());

vi.mock('@tauri-apps/api/core', () => ({
  invoke: () => Promise.reject(refuse()),
  Channel: class {},
}));

describe('a refusal in the host’s window', () => {
  const ask = () => tauriHost().window!.changeSetting({ port: 80 });

  it('is said in the words that only the host’s window has', async () => {
    refuse.mockReturnValue({ code: 'port_taken', message: 'from Rust', value: '80' });
    await expect(ask()).rejects.toMatchObject({
      code: 'port_taken',
      message: 'Port 80 is in use by another program; choose another in the settings.',
    });
  });

  it('is said in the words that guests have, if they can get it, too', async () => {
    refuse.mockReturnValue({ code: 'name_taken', message: 'from Rust', suggestion: 'ana 2' });
    await expect(ask()).rejects.toMatchObject({
      suggestion: 'ana 2',
      message: 'Somebody here is already called that, or nearly; try “ana 2”.',
    });
  });

  it('is said in Rust’s words if it has no code that this page knows', async () => {
    refuse.mockReturnValue({ code: 'new_code', message: 'from Rust' });
    await expect(ask()).rejects.toMatchObject({ code: 'new_code', message: 'From Rust.' });
    refuse.mockReturnValue('a bare text');
    await expect(ask()).rejects.toMatchObject({ code: 'failed', message: 'A bare text.' });
  });
});
