import { Badge, type BadgeTone } from '@tollgate/ui/badge';
import { RelativeTime } from '@tollgate/ui/relative-time';
import type { ApiKeyRow } from './api-key-row.ts';

const TONES: Record<ApiKeyRow['status'], BadgeTone> = { active: 'success', expiring: 'warning', expired: 'neutral', revoked: 'danger' };
const LABELS: Record<ApiKeyRow['status'], string> = { active: 'Active', expiring: 'Expiring', expired: 'Expired', revoked: 'Revoked' };

export function StatusBadge({ row }: { row: ApiKeyRow }) {
  return (
    <span className="inline-flex flex-col items-start gap-0.5 whitespace-nowrap">
      <Badge tone={TONES[row.status]}>{LABELS[row.status]}</Badge>
      {row.expiresAt !== null && row.status !== 'revoked' && (
        <span className="text-xs text-muted-foreground">
          {row.status === 'expired' ? 'ended ' : 'ends '}
          <RelativeTime value={row.expiresAt} />
        </span>
      )}
    </span>
  );
}
