/** A question in front of everything else. Escape and a press outside leave it, unless it must be answered. */
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

export interface DialogProps {
  title: ReactNode;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  children?: ReactNode;
  /** Buttons, the one that most people press last. */
  actions?: ReactNode;
  /** `alertdialog` for what loses something. */
  role?: 'dialog' | 'alertdialog';
  mustAnswer?: boolean;
}

export function Dialog({ title, isOpen, onOpenChange, children, actions, role = 'dialog', mustAnswer = false }: DialogProps) {
  return (
    <ModalOverlay className="veil" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={!mustAnswer} isKeyboardDismissDisabled={mustAnswer}>
      <Modal className="modal">
        <AriaDialog className="dialog" role={role}>
          <Heading slot="title" className="dialog-title">{title}</Heading>
          {children}
          {actions && <div className="actions dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
