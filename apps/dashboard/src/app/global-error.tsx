'use client';
import { FailedPage } from '../shell/failed-page.tsx';
import './globals.css';

/** Takes the place of the layout itself, so it brings the document. */
export default function GlobalError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Error · Tollgate</title>
        <FailedPage {...props} />
      </body>
    </html>
  );
}
