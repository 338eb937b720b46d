import type { Permission } from '@tollgate/core/access/permission';
import { Boxes, ChartColumn, KeyRound, List, Plug, Route, Settings, Users, type LucideIcon } from 'lucide-react';

export type Page = { path: string; title: string; icon: LucideIcon; permission: Permission };

/** The pages of the left navigation, in groups. */
export const PAGE_GROUPS: readonly { title: string; pages: readonly Page[] }[] = [
  { title: 'Observe', pages: [{ path: '/requests', title: 'Requests', icon: List, permission: 'request:read' }] },
  { title: 'Spend', pages: [{ path: '/costs', title: 'Costs', icon: ChartColumn, permission: 'spend:read' }] },
  {
    title: 'Route',
    pages: [
      { path: '/routes', title: 'Routes', icon: Route, permission: 'route:read' },
      { path: '/providers', title: 'Providers', icon: Plug, permission: 'credential:read' },
      { path: '/models', title: 'Models & prices', icon: Boxes, permission: 'price:read' },
    ],
  },
  {
    title: 'Settings',
    pages: [
      { path: '/keys', title: 'API keys', icon: KeyRound, permission: 'api_key:read' },
      { path: '/members', title: 'Members', icon: Users, permission: 'member:read' },
      { path: '/settings', title: 'Project settings', icon: Settings, permission: 'project:read' },
    ],
  },
];
