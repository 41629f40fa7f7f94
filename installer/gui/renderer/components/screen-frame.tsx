/** What every screen is: a title, a sentence, its content. The title takes the focus when the screen changes. */
import type { ReactNode } from 'react';

export const titleId = 'screen-title';

export function ScreenFrame({ title, lead, children }: { title: ReactNode; lead?: ReactNode; children?: ReactNode }) {
  return (
    <div className="screen">
      <header className="screen-head">
        <h1 id={titleId} className="screen-title" tabIndex={-1}>{title}</h1>
        {lead && <p className="screen-lead">{lead}</p>}
      </header>
      {children}
    </div>
  );
}
