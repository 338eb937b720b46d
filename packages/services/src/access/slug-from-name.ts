/** The part of a name that is fit for an address: lower-case letters, digits and single hyphens, at most 48. May be empty. */
export function slugFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replaceAll(/^-+|-+$/g, '');
}

/** The first of `acme`, `acme-2`, `acme-3` … that is not taken; `fallback` stands for a name without letters. */
export function freeSlug(name: string, fallback: string, taken: ReadonlySet<string>): string {
  const base = slugFromName(name) || fallback;
  let slug = base;
  for (let number = 2; taken.has(slug); number++) slug = `${base}-${number}`;
  return slug;
}
