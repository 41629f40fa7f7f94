/** A sentence that nobody translated: read aloud as English, and written from the left wherever it stands. */
import type { ReactNode } from 'react';

export function English({ children }: { children: ReactNode }) {
  return <bdi lang="en" dir="ltr">{children}</bdi>;
}
