import { definedFields } from '../access/defined-fields.ts';
import type { AuditDetail } from '../audit/record-audit-event.ts';
import type { GivenLimits } from './limits-schema.ts';

/** The limits that were given, for the audit row. */
export function auditableLimits(limits: GivenLimits): AuditDetail {
  return definedFields({
    rpm: limits.rpm,
    budgetUsd: limits.budgetUsd,
    budgetPer: limits.budgetPer,
    expiresAt: limits.expiresAt,
  }) as AuditDetail;
}
