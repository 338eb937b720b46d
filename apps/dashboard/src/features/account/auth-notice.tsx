import type { Notice } from '../../auth/notices.ts';

/** How somebody came to this page, said once at its top. */
export function AuthNotice({ notice }: { notice: Notice | null }) {
  if (notice === null) return null;
  return notice.tone === 'problem' ? (
    <p role="alert" className="rounded-md border border-danger bg-danger-surface px-3 py-2">
      {notice.text}
    </p>
  ) : (
    <p role="status" className="rounded-md border border-success bg-success-surface px-3 py-2">
      {notice.text}
    </p>
  );
}
