import type { Permission } from '@tollgate/core/access/permission';
import {
  Boxes,
  Building2,
  ChartColumn,
  KeyRound,
  LayoutDashboard,
  List,
  Plug,
  Route,
  ScrollText,
  Settings,
  UserRoundSearch,
  Users,
  type LucideIcon,
} from 'lucide-react';

export type Page = {
  path: string;
  title: string;
  icon: LucideIcon;
  permission: Permission;
  /** The letter that goes here after `g`; each stands once. */
  key?: string;
  /** Other words that people look for it by. */
  keywords?: string;
};

/** The pages of the left navigation, in groups. */
export const PAGE_GROUPS: readonly { title: string; pages: readonly Page[] }[] = [
  {
    title: 'Observe',
    pages: [
      {
        path: '/overview',
        title: 'Overview',
        icon: LayoutDashboard,
        permission: 'request:read',
        key: 'o',
        keywords: 'home health dashboard',
      },
      { path: '/requests', title: 'Requests', icon: List, permission: 'request:read', key: 'l', keywords: 'logs calls traffic history' },
      {
        path: '/users',
        title: 'Users & sessions',
        icon: UserRoundSearch,
        permission: 'request:read',
        key: 'u',
        keywords: 'end users customers sessions conversations',
      },
    ],
  },
  {
    title: 'Spend',
    pages: [
      { path: '/costs', title: 'Costs', icon: ChartColumn, permission: 'spend:read', key: 'c', keywords: 'spend money bill usage finance' },
    ],
  },
  {
    title: 'Route',
    pages: [
      { path: '/routes', title: 'Routes', icon: Route, permission: 'route:read', key: 'r', keywords: 'fallback model' },
      {
        path: '/providers',
        title: 'Providers',
        icon: Plug,
        permission: 'credential:read',
        key: 'p',
        keywords: 'credentials upstream openai anthropic',
      },
      { path: '/models', title: 'Models & prices', icon: Boxes, permission: 'price:read', key: 'm', keywords: 'catalogue cost per token' },
    ],
  },
  {
    title: 'Settings',
    pages: [
      { path: '/keys', title: 'API keys', icon: KeyRound, permission: 'api_key:read', key: 'k', keywords: 'tokens secrets limits budgets' },
      { path: '/members', title: 'Members', icon: Users, permission: 'member:read', key: 't', keywords: 'team people users roles invite' },
      { path: '/audit', title: 'Audit log', icon: ScrollText, permission: 'audit:read', key: 'a', keywords: 'history changes who when' },
      {
        path: '/organization',
        title: 'Organisation',
        icon: Building2,
        permission: 'organization:read',
        keywords: 'rename slug time zone privacy transfer leave delete company',
      },
      {
        path: '/settings',
        title: 'Project settings',
        icon: Settings,
        permission: 'project:read',
        key: 's',
        keywords: 'privacy content retention',
      },
    ],
  },
];
