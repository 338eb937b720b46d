import { Badge } from '@tollgate/ui/badge';
import type { WorkspaceProject } from '../../shell/workspace.ts';

type Policy = Pick<WorkspaceProject, 'contentKeep' | 'contentDays'>;

/** What a project keeps of prompts and answers, wherever its requests are shown. */
export function ContentBadge({ contentKeep, contentDays }: Policy) {
  if (contentKeep === 'full') {
    const days = `${contentDays} ${contentDays === 1 ? 'day' : 'days'}`;
    return (
      <Badge tone="warning" title={`Prompts and answers are kept for ${days}`}>
        Content kept {days}
      </Badge>
    );
  }
  return (
    <Badge title={contentKeep === 'none' ? 'Nothing that callers write is kept but tags and user' : 'Prompts and answers are not kept'}>
      {contentKeep === 'none' ? 'Nothing kept' : 'Metadata only'}
    </Badge>
  );
}
