/** What every screen can reach. */
import { createContext, useContext, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { Keyboard, KeyHandler } from './keyboard.ts';
import type { Action } from './page.tsx';
import type { StepId } from './steps.ts';
import type { ShownStep } from './steps-line.tsx';
import type { Store, View } from './store.ts';
import type { Terminal } from './terminal.ts';
import type { Words } from './words.ts';
import type { WizardLanguage } from '../../shared/protocol/answers.ts';
import type { Snapshot } from '../../shared/protocol/snapshot.ts';

export interface Wizard {
  terminal: Terminal;
  t: Words;
  store: Store;
  view: View;
  keys: Keyboard;
  /** Languages whose words are there and whose letters the terminal has. */
  languages: readonly WizardLanguage[];
  /** Over the screen, until `close`. */
  open(overlay: ReactNode): void;
  close(): void;
  go(step: StepId): void;
  /** For the line below the title; empty while nothing is asked. */
  steps: readonly ShownStep[];
  /** The steps beside this one. */
  next: Action | undefined;
  back: Action | undefined;
  /** Where a screen was left: what had the focus, and what was seen. */
  memory: Map<string, { focus: string; scroll: number }>;
}

export const WizardContext = createContext<Wizard | undefined>(undefined);

export function useWizard(): Wizard {
  const wizard = useContext(WizardContext);
  if (!wizard) throw new Error('outside of the wizard');
  return wizard;
}

export type Known = Wizard & { snapshot: Snapshot };

/** For screens that are drawn only once the engine has spoken. */
export function useSnapshot(): Known {
  const wizard = useWizard();
  const { snapshot } = wizard.view;
  if (!snapshot) throw new Error('the engine has not spoken yet');
  return { ...wizard, snapshot };
}

/** Keys for as long as the component is there. */
export function useKeys(level: number, handler: KeyHandler): void {
  const { keys } = useWizard();
  const latest = useRef(handler);
  useLayoutEffect(() => { latest.current = handler; });
  useLayoutEffect(() => keys.add(level, (key) => latest.current(key)), [keys, level]);
}
