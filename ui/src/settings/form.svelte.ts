// The host's settings while they are being edited: as typed, with what is wrong at which field.
import type { ApiError } from '../api';
import { t } from '../strings/en';
import type { Settings } from '../types/Settings';

type FieldName = 'name' | 'title' | 'code' | 'port';
type Errors = Record<FieldName | 'general', string | null>;

const NONE: Errors = { name: null, title: null, code: null, port: null, general: null };
const AT_FIELD: Record<string, FieldName> = {
  bad_name: 'name',
  name_taken: 'name',
  bad_title: 'title',
  bad_code: 'code',
  bad_port: 'port',
  port_taken: 'port',
};

export class HostForm {
  name = $state('');
  title = $state('');
  code = $state('');
  port = $state('');
  errors = $state<Errors>({ ...NONE });

  fill(settings: Settings): void {
    this.name = settings.name ?? '';
    this.title = settings.title;
    this.code = settings.code ?? '';
    this.port = settings.port === null ? '' : String(settings.port);
  }

  settings(theme: Settings['theme']): Settings {
    return {
      name: this.name.trim() || null,
      title: this.title.trim(),
      code: this.code.trim() || null,
      port: this.port.trim() === '' ? null : Number(this.port),
      theme,
    };
  }

  /** Finds what needs no server to be known wrong. */
  check(): boolean {
    this.errors = { ...NONE };
    if (this.title.trim() === '') this.errors.title = t.settings.titleEmpty;
    if (!isPort(this.port.trim())) this.errors.port = t.settings.portBad;
    return this.errors.title === null && this.errors.port === null;
  }

  refused(error: ApiError): void {
    this.errors = { ...NONE, [AT_FIELD[error.code] ?? 'general']: error.message };
  }
}

function isPort(text: string): boolean {
  if (text === '') return true;
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
}
