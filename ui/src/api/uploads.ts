// How files travel to the room over HTTP, as docs/http.md says. A slice is sent by XMLHttpRequest:
// fetch does not report progress.
import { t } from '../strings/page';
import type { UploadView } from '../types/UploadView';
import { ApiError } from './error';
import type { Uploads } from './host';

type Request = <T>(method: string, path: string, body?: unknown) => Promise<T>;
type Refusal = (response: Response) => Promise<ApiError>;

/** A slice of which nothing more could be sent for this long is lost. */
const STALLS_AFTER_MS = 15_000;
/** The last slice is answered once the host's disk has the whole file. */
const ANSWERED_WITHIN_MS = 60_000;

export function httpUploads(request: Request, refusal: Refusal): Uploads {
  return {
    begin: (upload) => request('POST', 'uploads', upload),
    find: (id) => request('GET', `uploads/${id}`),
    drop: (id) => request('DELETE', `uploads/${id}`),
    send: (id, offset, slice, onSent, signal) =>
      new Promise((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        let timer: ReturnType<typeof setTimeout>;
        const abort = () => xhr.abort();
        const waitFor = (ms: number) => {
          clearTimeout(timer);
          timer = setTimeout(abort, ms);
        };
        xhr.open('PATCH', `uploads/${id}`);
        xhr.setRequestHeader('Content-Type', 'application/octet-stream');
        xhr.setRequestHeader('Upload-Offset', String(offset));
        xhr.setRequestHeader('X-Flatchat-Page', '1');
        xhr.upload.onprogress = ({ loaded }) => (waitFor(STALLS_AFTER_MS), onSent(loaded));
        xhr.upload.onload = () => waitFor(ANSWERED_WITHIN_MS);
        xhr.onloadend = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', abort);
          answer(xhr, refusal).then(resolve, reject);
        };
        signal.addEventListener('abort', abort);
        waitFor(STALLS_AFTER_MS);
        xhr.send(slice);
      }),
  };
}

async function answer(xhr: XMLHttpRequest, refusal: Refusal): Promise<UploadView> {
  const { status, responseText } = xhr;
  if (status === 200) return JSON.parse(responseText) as UploadView;
  if (status === 0) throw new ApiError('unreachable', t.errors.unreachable);
  const after = xhr.getResponseHeader('Retry-After');
  throw await refusal(new Response(responseText, { status, headers: after ? { 'Retry-After': after } : {} }));
}
