/** A part of a screen with its own heading. */
import { useId, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface PanelProps { title?: ReactNode; lead?: ReactNode; icon?: IconName; actions?: ReactNode; children?: ReactNode; level?: 2 | 3 }

export function Panel({ title, lead, icon, actions, children, level = 2 }: PanelProps) {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section className="panel" aria-labelledby={title ? id : undefined}>
      {title && (
        <header className="panel-head">
          {icon && <Icon name={icon} />}
          <Heading className="panel-title" id={id}>{title}</Heading>
          {actions && <div className="panel-actions">{actions}</div>}
        </header>
      )}
      {lead && <p className="panel-lead">{lead}</p>}
      {children}
    </section>
  );
}
