/** Something to know, in its place: not a field's refusal, which stands beside its field. */
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface NoticeProps {
  tone?: 'info' | 'warning' | 'danger' | 'success';
  title?: ReactNode;
  children?: ReactNode;
  /** Buttons. */
  actions?: ReactNode;
  /** Read out when it appears: `assertive` interrupts. */
  live?: 'polite' | 'assertive';
}

const icons = { info: 'info', warning: 'warning', danger: 'warning', success: 'check' } as const;
const roles = { polite: 'status', assertive: 'alert' } as const;

export function Notice({ tone = 'info', title, children, actions, live }: NoticeProps) {
  return (
    <div className={`notice notice-${tone}`} role={live && roles[live]}>
      <Icon name={icons[tone]} />
      <div className="notice-text">
        {title && <p className="notice-title">{title}</p>}
        {children && <div>{children}</div>}
        {actions && <div className="actions">{actions}</div>}
      </div>
    </div>
  );
}
