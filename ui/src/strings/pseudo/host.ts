// The pseudo-language's words that only the host's window shows.
import { doctor } from '../en/doctor';
import { host } from '../en/host';
import { hostRefusal } from '../en/hostRefusals';
import type { HostTable } from '../words';
import { pseudo } from './pseudo';

export const table: HostTable = pseudo({ host, doctor, hostRefusal });
