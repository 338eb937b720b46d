import * as z from 'zod';
import { ROLES } from '../access/permission.ts';

const name = z.string().max(200);
const address = z.string().min(3).max(254);
const link = z.url({ protocol: /^https?$/ }).max(2048);

function template<Name extends string, Data extends z.ZodType>(called: Name, data: Data) {
  return z.object({ to: address, template: z.literal(called), data });
}

/** Every mail that Tollgate sends: to whom, which text, and what fills it. */
export const mailSchema = z.discriminatedUnion('template', [
  template('verify_email', z.object({ name, link })),
  template('reset_password', z.object({ name, link })),
  /** To the new address; nothing changes before its link is followed. */
  template('change_email', z.object({ name, link })),
  template('invitation', z.object({ organizationName: name, inviterName: name, role: z.enum(ROLES), link })),
  /** To the old address. */
  template('email_changed', z.object({ name, newEmail: address })),
  template('password_changed', z.object({ name })),
  template('two_factor_changed', z.object({ name, isOn: z.boolean() })),
]);
export type Mail = z.infer<typeof mailSchema>;
export type MailTemplate = Mail['template'];
