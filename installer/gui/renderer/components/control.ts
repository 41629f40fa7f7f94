/** Whether this window may change anything. Every control asks here, so that no screen has to. */
import { createContext, useContext } from 'react';
import type { Verb } from '../../../../shared/protocol/request.ts';

export interface Control { inControl: boolean; ask: (verb: Verb) => Promise<unknown> }

export const ControlContext = createContext<Control>({ inControl: true, ask: () => Promise.reject(new Error('no engine')) });

export function useDisabled(isDisabled = false): boolean {
  const { inControl } = useContext(ControlContext);
  return isDisabled || !inControl;
}
