/** An error answer in OpenAI's shape. */
export type Refusal = { status: number; headers: Readonly<Record<string, string>>; body: string };

export function refusal(
  status: number,
  type: string,
  code: string | null,
  message: string,
  param: string | null = null,
  headers: Readonly<Record<string, string>> = {},
): Refusal {
  return { status, headers, body: errorBody(type, code, message, param) };
}

export function errorBody(type: string, code: string | null, message: string, param: string | null = null): string {
  return JSON.stringify({ error: { message, type, param, code } });
}

export function isRefusal(value: object): value is Refusal {
  return 'status' in value && 'body' in value;
}
