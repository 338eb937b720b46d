import aws4 from 'aws4';

/** A call as it is about to be sent. `headers` are lower-case. */
export type CallToSign = { method: string; origin: string; path: string; headers: Record<string, string>; body: string | Buffer };

/**
 * Adds a signature of AWS's version 4 to the call's headers, over all of them, the path as it is sent and the body. The time is now,
 * or what the header `x-amz-date` says.
 */
export function signAws(
  call: CallToSign,
  { service, region }: { service: string; region: string },
  credentials: { accessKeyId: string; secretAccessKey: string },
): void {
  const signed = aws4.sign(
    {
      service,
      region,
      method: call.method,
      path: call.path,
      headers: { ...call.headers, host: new URL(call.origin).host },
      ...(call.body.length > 0 ? { body: call.body } : {}),
    },
    credentials,
  );
  for (const name in signed.headers) {
    const value = signed.headers[name];
    if (value !== undefined) call.headers[name.toLowerCase()] = String(value);
  }
}
