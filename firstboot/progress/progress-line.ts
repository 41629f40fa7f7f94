/** The state as lines for a log: a new step, another tenth, another ending. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatProgress } from '../../shared/plan/format-progress.ts';
import type { FirstbootState } from './state.ts';

export function progressLine(write: (line: string) => void): (state: FirstbootState | undefined) => void {
  let said = '';
  return (state) => {
    const mark = state ? `${state.phase} ${state.phase === 'running' ? `${state.step} ${Math.floor(state.fraction * 10)}` : state.line}` : 'nothing';
    if (mark === said) return;
    said = mark;
    write(lineOf(state));
  };
}

function lineOf(state: FirstbootState | undefined): string {
  if (!state) return 'First boot has not begun';
  if (state.phase === 'running') return formatProgress(state);
  return escapeForTerminal(`${state.line}${state.waitingFor === undefined ? '' : `; waiting for ${state.waitingFor}`}`);
}
