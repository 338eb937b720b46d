import type { Permission } from '@tollgate/core/access/permission';

type SettingsEntry = { title: string; path: string; permission: Permission; keywords: string };

/** Settings that people look for by name, and the page that holds each. */
export const SETTINGS_ENTRIES: readonly SettingsEntry[] = [
  {
    title: 'What is kept of prompts and answers',
    path: '/settings',
    permission: 'project:read',
    keywords: 'content privacy retention days log gdpr store metadata full none',
  },
  { title: 'Status of a refusal over budget', path: '/settings', permission: 'project:read', keywords: '429 402 limit exceeded' },
  { title: 'Name of the project', path: '/settings', permission: 'project:read', keywords: 'rename slug' },
  { title: 'Roles and what they may', path: '/members', permission: 'member:read', keywords: 'permissions access rights finance viewer' },
  { title: 'Rate limits and budgets of keys', path: '/keys', permission: 'api_key:read', keywords: 'rpm cap quota spend limit' },
  { title: 'Calls without a price', path: '/models', permission: 'price:read', keywords: 'unpriced unknown model override' },
  {
    title: 'Password and two-factor authentication',
    path: '/account',
    permission: 'organization:read',
    keywords: 'account security totp authenticator 2fa recovery codes',
  },
  {
    title: 'Signed-in browsers',
    path: '/account',
    permission: 'organization:read',
    keywords: 'account sessions devices sign out revoke',
  },
  {
    title: 'Name and e-mail address',
    path: '/account',
    permission: 'organization:read',
    keywords: 'account profile github google link delete shortcuts',
  },
];
