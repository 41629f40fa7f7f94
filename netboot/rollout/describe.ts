/** The words that table, page and files have for a machine. */
import type { MachineState } from '../store/machine-record.ts';
import type { RolloutMachine } from './view.ts';

export const stateWords: Record<MachineState, string> = {
  seen: 'seen', waiting: 'waiting', chosen: 'chosen', installing: 'installing', firstboot: 'first boot', ready: 'ready', failed: 'failed',
};

/** `installing 43%` */
export function describeState({ state, fraction, quiet }: RolloutMachine): string {
  const percent = state === 'installing' || state === 'firstboot' ? ` ${Math.floor(fraction * 100)}%` : '';
  return `${stateWords[state]}${percent}${quiet ? ', quiet' : ''}`;
}

/** `1 h 05 min`, `43 s` */
export function describeSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function nameOf({ hostname, macs, id }: RolloutMachine): string {
  return hostname ?? macs[0] ?? id;
}
