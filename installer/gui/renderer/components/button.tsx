import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useDisabled } from './control.ts';
import { Icon, type IconName } from './icon.tsx';

export interface ButtonProps {
  children: ReactNode;
  /** A promise that it returns keeps the button busy; its failure is shown on top of the screen. */
  onPress?: () => unknown;
  /** primary: what most people do next; danger: loses data; quiet: text only. */
  kind?: 'primary' | 'plain' | 'danger' | 'quiet';
  icon?: IconName;
  isDisabled?: boolean;
  /** Who only watches may press it too: it changes nothing. */
  isForWatchers?: boolean;
  isPending?: boolean;
  /** For screen readers, when the visible words alone do not say it. */
  label?: string;
  /** In a react-aria-components slot, such as `close` of a dialog; null: in none, where the part around it has some. */
  slot?: string | null;
  autoFocus?: boolean;
}

export function Button({ children, onPress, kind = 'plain', icon, isDisabled = false, isForWatchers, isPending, label, slot, autoFocus }: ButtonProps) {
  const disabledHere = useDisabled(isDisabled);
  return (
    // Not react-aria's own pending: it leaves an announcement behind that names a button which may be gone by then.
    <AriaButton className={`button button-${kind}`} isDisabled={isForWatchers ? isDisabled : disabledHere} autoFocus={autoFocus ?? false}
      onPress={() => { if (!isPending) onPress?.(); }} {...(isPending ? { 'aria-disabled': true, 'data-pending': true } : {})} {...(label ? { 'aria-label': label } : {})} {...(slot === undefined ? {} : { slot })}>
      {icon && <Icon name={icon} />}{children}
    </AriaButton>
  );
}
