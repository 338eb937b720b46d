import type { Change } from './overview-types.ts';

const WORDS: Readonly<Record<string, string>> = {
  'api_key.create': 'made the key',
  'api_key.update': 'changed the limits of the key',
  'api_key.rotate': 'rotated the key',
  'api_key.revoke': 'revoked the key',
  'credential.create': 'added the credential',
  'credential.update': 'changed the credential',
  'credential.delete': 'deleted the credential',
  'route.create': 'made the route',
  'route.publish': 'published the route',
  'route.delete': 'deleted the route',
  'price_override.create': 'set a price for',
  'project.create': 'made the project',
  'project.update': 'changed the project',
  'project.delete': 'deleted the project',
  'member.create': 'added',
  'member.join': 'joined as',
  'member.change_role': 'changed the role of',
  'member.remove': 'removed',
  'member.leave': 'left:',
  'demo.seed': 'filled the demo',
  'organization.create': 'made the organisation',
  'organization.update': 'changed the organisation',
  'organization.transfer': 'transferred the organisation',
  'invitation.create': 'invited',
  'invitation.resend': 'invited again',
  'invitation.restore': 'restored the invitation of',
  'invitation.revoke': 'revoked the invitation of',
};

/** What a change did, without who did it: `revoked the key web`. Actions without words of their own are spelt out. */
export function describeAction({ action, objectName }: Pick<Change, 'action' | 'objectName'>): string {
  const [type = '', verb = ''] = action.split('.');
  const words = WORDS[action] ?? `${verb.replaceAll('_', ' ')} ${type.replaceAll('_', ' ')}`;
  return objectName === null ? words : `${words} ${objectName}`;
}

export function actorOf({ actor }: Pick<Change, 'actor'>): string {
  return actor ?? 'Configuration';
}

export function describeChange(change: Change): string {
  return `${actorOf(change)} ${describeAction(change)}`;
}
