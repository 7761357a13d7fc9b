import type { Problem } from '../../../api/contract/problem.ts';
import type { UploadedReply } from '../../../api/contract/uploads.ts';
import type { Answer } from '../../ask.ts';

/** Sends one file to the server; tells the share sent, 0 to 1. Never throws. */
export function sendFile(file: File, onShare: (share: number) => void): Promise<Answer<UploadedReply>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const fail = (code: string, detail = '') => resolve({ failure: { code, detail, retryable: false } });
    request.open('POST', '/api/v1/uploads');
    request.responseType = 'json';
    request.upload.onprogress = (event) => event.lengthComputable && onShare(event.loaded / event.total);
    request.onerror = () => fail('offline');
    request.onload = () => {
      if (request.status === 200) return resolve({ data: request.response as UploadedReply });
      const problem = request.response as Problem | null;
      fail(problem?.code ?? `http-${request.status}`, problem?.detail ?? '');
    };
    const body = new FormData();
    body.append('file', file);
    request.send(body);
  });
}
