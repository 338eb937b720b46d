import type { Role } from '@tollgate/core/access/permission';
import type { MailContent } from '../mail-content.ts';

const ROLE_NAMES: Record<Role, string> = {
  owner: 'an owner',
  admin: 'an admin',
  developer: 'a developer',
  prompt_editor: 'a prompt editor',
  finance: 'a member for finance',
  auditor: 'an auditor',
  viewer: 'a viewer',
};

export function invitation(data: { organizationName: string; inviterName: string; role: Role; link: string }): MailContent {
  return {
    subject: `${data.inviterName} invited you to ${data.organizationName}`,
    paragraphs: [`${data.inviterName} invited you to join ${data.organizationName} on Tollgate as ${ROLE_NAMES[data.role]}.`],
    action: { label: 'See the invitation', link: data.link },
    footnote: 'If you do not know what this is about, ignore this mail.',
  };
}
