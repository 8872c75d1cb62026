// The pseudo-language's words that guests can see.
import { actions } from '../en/actions';
import { early } from '../en/early';
import { files } from '../en/files';
import { help } from '../en/help';
import { page } from '../en/page';
import { picker } from '../en/picker';
import { search } from '../en/search';
import { sharing } from '../en/sharing';
import type { GuestTable } from '../words';
import { pseudo } from './pseudo';

export const table: GuestTable = pseudo({
  page,
  actions,
  files,
  sharing,
  picker,
  help,
  search,
  early,
});
