import type { AuditedType } from './audit-row.ts';

export const TYPE_NAMES: Record<AuditedType, string> = {
  organization: 'Organisation',
  member: 'Member',
  invitation: 'Invitation',
  project: 'Project',
  api_key: 'API key',
  credential: 'Credential',
  route: 'Route',
  price_override: 'Price',
  saved_view: 'Saved view',
  request_export: 'Export',
};

const VERBS: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'deleted',
  revoke: 'revoked',
  rotate: 'rotated',
  change_role: 'changed the role of',
  remove: 'removed',
  join: 'joined',
  leave: 'left',
  resend: 'sent again',
  restore: 'restored',
  transfer: 'handed over',
  publish: 'published',
  share: 'shared',
  export: 'exported',
};

/** `api_key.rotate` as `rotated`; what has no word of its own is said as it is. */
export function describeAction(action: string): string {
  const verb = action.split('.').at(-1) ?? action;
  return VERBS[verb] ?? verb.replaceAll('_', ' ');
}

/** The kind of an object within a sentence; kinds that this page does not know are said as they are. */
export function describeType(objectType: string): string {
  const name = TYPE_NAMES[objectType as AuditedType] ?? objectType.replaceAll('_', ' ');
  return name.startsWith('API') ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** `contentDays` as `content days`. */
export function describeField(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
