import type { RequestQuestion } from './request-question.ts';

type Download = {
  organization: string;
  question: RequestQuestion & { format: 'csv' | 'jsonl' };
  signal: AbortSignal;
  onProgress: (rows: number, of: number) => void;
};

const LINE_FEED = 10;

/** Fetches a file of requests, tells how many rows have come, and hands it to the browser. @throws Error with the server's sentence. */
export async function downloadExport({ organization, question, signal, onProgress }: Download): Promise<void> {
  const response = await fetch('/api/export/requests', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-tollgate-organization': organization },
    body: JSON.stringify(question),
    signal,
  });
  if (!response.ok || response.body === null) {
    const refusal = (await response.json().catch(() => null)) as { error?: { message?: string } } | null;
    throw new Error(refusal?.error?.message ?? 'The server did not answer. Check your connection and try again.');
  }
  const expected = Number(response.headers.get('x-expected-rows') ?? 0);
  const pieces: BlobPart[] = [];
  // The first line of a CSV names the columns.
  let rows = question.format === 'csv' ? -1 : 0;
  const reader = response.body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    pieces.push(read.value);
    for (const byte of read.value) if (byte === LINE_FEED) rows++;
    onProgress(Math.max(0, rows), expected);
  }
  // The mark in front tells spreadsheets that a CSV is UTF-8.
  save(`tollgate-requests.${question.format}`, new Blob(question.format === 'csv' ? ['\ufeff', ...pieces] : pieces));
}

function save(fileName: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
