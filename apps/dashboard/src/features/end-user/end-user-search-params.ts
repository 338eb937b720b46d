import { parseAsString, parseAsStringLiteral } from 'nuqs';

/** What the page of end users keeps in its URL besides the range of time. */
export const endUserSearchParams = {
  scope: parseAsStringLiteral(['project', 'all']).withDefault('project'),
  /** By what the users are ordered; the default depends on what the role may see. */
  by: parseAsStringLiteral(['cost', 'requests', 'errors']),
  find: parseAsString.withDefault(''),
  /** The user whose sessions are shown. */
  user: parseAsString,
};
