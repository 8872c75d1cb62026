// A room for tests of files, with lines that share pictures.
import { entryAt, FakeHost } from '../../state/host.fixture';
import type { Entry } from '../../types/Entry';

export function pictures(...names: string[]): Entry['share'] {
  const files = names.map((name) => ({ name, bytes: 7, width: 4, height: 3, path: `files/abcde-${name}` }));
  return { files, caption: '' };
}

export function share(host: FakeHost, ...names: string[]): Entry {
  return host.append({ ...entryAt(host.end), verb: 'shared', share: pictures(...names) } as Entry);
}
