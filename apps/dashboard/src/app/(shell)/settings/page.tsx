import type { Metadata } from 'next';
import { ProjectSettingsPage } from '../../../features/project/project-settings-page.tsx';

export const metadata: Metadata = { title: 'Project settings' };

export default function Page() {
  return <ProjectSettingsPage />;
}
