/** The state after the next thing that happened. Pure. */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Progress } from '../../shared/plan/progress.ts';
import type { FirstbootPlan } from '../step.ts';
import type { Ending } from './ending.ts';
import { notesOf, stepStates, type FirstbootState } from './state.ts';

export function firstState(plan: FirstbootPlan, journal: readonly JournalLine[], pid: number, at: Date): FirstbootState {
  return {
    pid, phase: 'running', step: '', label: 'Starting', fraction: 0, line: journal.length === 0 ? 'First boot begins' : 'First boot goes on',
    since: at.toISOString(), steps: stepStates(plan, journal), notes: notesOf(journal),
  };
}

/** @param seconds that the step before it took */
export function enteredState(state: FirstbootState, { stepId, label }: Progress, seconds: number, at: Date): FirstbootState {
  const steps = state.steps.map((step): FirstbootState['steps'][number] => {
    if (step.id === stepId) return { id: step.id, label: step.label, state: 'running' };
    return step.state === 'running' ? { ...step, state: 'done', seconds: Math.round(seconds * 1000) / 1000 } : step;
  });
  return { ...state, step: stepId, line: label, since: at.toISOString(), steps };
}

export function progressedState(state: FirstbootState, { fraction, label, bytes, secondsLeft }: Progress): FirstbootState {
  const { bytes: _bytes, secondsLeft: _left, ...rest } = state;
  return { ...rest, fraction, label, ...(bytes ? { bytes } : {}), ...(secondsLeft === undefined ? {} : { secondsLeft }) };
}

export function endedState(state: FirstbootState, ending: Ending, plan: FirstbootPlan, journal: readonly JournalLine[], at: Date): FirstbootState {
  const { bytes: _, secondsLeft: _left, ...rest } = state;
  const { phase, line, step = state.step, waitingFor } = ending;
  const steps = stepStates(plan, journal).map((one): FirstbootState['steps'][number] =>
    phase === 'waiting' && (one.state === 'failed' || one.state === 'running') ? { ...one, state: 'waiting' } : one);
  return {
    ...rest, phase, line, step, since: at.toISOString(), steps, notes: notesOf(journal),
    ...(phase === 'ready' ? { fraction: 1, label: 'Done' } : {}), ...(waitingFor === undefined ? {} : { waitingFor }),
  };
}
