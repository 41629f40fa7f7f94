/** What most people need not read, one press away. */
import { useState, type ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { Icon } from './icon.tsx';

export interface DetailsProps { title: ReactNode; children: ReactNode; isOpen?: boolean; onOpenChange?: (isOpen: boolean) => void; level?: 2 | 3 | 4 }

/** What is in it is made when it is opened for the first time: a catalogue of models would hold up the screen that it is closed on. */
export function Details({ title, children, isOpen = false, onOpenChange, level = 3 }: DetailsProps) {
  const [wasOpened, setWasOpened] = useState(isOpen);
  const change = (open: boolean): void => {
    if (open) setWasOpened(true);
    onOpenChange?.(open);
  };
  return (
    <Disclosure className="details" onExpandedChange={change} {...(onOpenChange ? { isExpanded: isOpen } : { defaultExpanded: isOpen })}>
      <Heading level={level} className="details-head"><Button slot="trigger" className="details-button"><Icon name="forward" />{title}</Button></Heading>
      <DisclosurePanel className="details-panel">{(wasOpened || isOpen) && children}</DisclosurePanel>
    </Disclosure>
  );
}
