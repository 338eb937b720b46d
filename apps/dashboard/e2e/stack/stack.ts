/** Where the running product of this test run is. */
export type Stack = {
  databaseUrl: string;
  redisUrl: string;
  keyEncryptionKey: string;
  dashboardUrl: string;
  proxyUrl: string;
  proxyInternalUrl: string;
  /** Ends in `/v1`, as a base URL of an OpenAI-compatible server. */
  simulatorUrl: string;
  /** Shows every mail that was sent, and lists them at `/mails.json`. */
  mailUrl: string;
};

export function readStack(): Stack {
  const text = process.env['TEST_STACK'];
  if (text === undefined) throw new Error('TEST_STACK is not set: run this with the vitest project "browser"');
  return JSON.parse(text) as Stack;
}
