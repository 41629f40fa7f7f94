/** What most people need not read, one press away. */
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface DetailsProps { title: ReactNode; children: ReactNode; isOpen?: boolean; onOpenChange?: (isOpen: boolean) => void; level?: 2 | 3 | 4 }

export function Details({ title, children, isOpen, onOpenChange, level = 3 }: DetailsProps) {
  return (
    <Disclosure className="details" {...(onOpenChange ? { onExpandedChange: onOpenChange, isExpanded: isOpen ?? false } : { defaultExpanded: isOpen ?? false })}>
      <Heading level={level} className="details-head"><Button slot="trigger" className="details-button"><Icon name="forward" />{title}</Button></Heading>
      <DisclosurePanel className="details-panel">{children}</DisclosurePanel>
    </Disclosure>
  );
}
