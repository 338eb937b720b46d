/** `null` when the region is no region, so that none can name another host. */
export function originOf(region: string | undefined): string | null {
  if (region === undefined || !/^[a-z0-9-]+$/.test(region)) return null;
  if (region === 'global') return 'https://aiplatform.googleapis.com';
  // The two multi-regions have hosts of another form.
  if (region === 'us' || region === 'eu') return `https://aiplatform.${region}.rep.googleapis.com`;
  return `https://${region}-aiplatform.googleapis.com`;
}
