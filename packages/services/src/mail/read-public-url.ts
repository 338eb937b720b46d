/**
 * `PUBLIC_URL` without a trailing slash; by default the dashboard's port on this machine.
 *
 * @throws Error naming the variable when it is no http address.
 */
export function readPublicUrl(environment: Readonly<Record<string, string | undefined>>): string {
  const url = environment['PUBLIC_URL'] || `http://localhost:${environment['DASHBOARD_PORT'] ?? '3000'}`;
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new Error('PUBLIC_URL must be an address such as https://tollgate.example.com.');
  return url.replace(/\/+$/, '');
}
