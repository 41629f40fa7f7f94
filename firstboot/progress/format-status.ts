/** The status as a table for people. */
import { escapeForTerminal } from '../../shared/errors.ts';
import { formatProgress, formatSeconds } from '../../shared/plan/format-progress.ts';
import type { FirstbootStatus } from '../status.ts';
import type { StepState } from './state.ts';

/** What it is looked at with. */
export interface Look { colour: boolean; columns: number }
export const plainLook: Look = { colour: false, columns: 80 };

const sentences: Record<FirstbootStatus['state'], string> = {
  'not-begun': 'First boot has not begun', running: 'First boot is running', waiting: 'First boot waits and goes on by itself',
  interrupted: 'First boot was interrupted; it goes on with the next start', failed: 'First boot failed; it goes on with the next start', done: 'First boot is done',
};
const words: Record<StepState['state'], string> = { done: 'done', running: 'running', failed: 'failed', waiting: 'waiting', open: 'to come' };
const colours: Record<StepState['state'], number> = { done: 32, running: 36, failed: 31, waiting: 33, open: 90 };

export function formatStatus(status: FirstbootStatus, look: Look = plainLook): string {
  return formatStatusLines(status, look).map((line) => `${line}\n`).join('');
}

export function formatStatusLines(status: FirstbootStatus, look: Look): string[] {
  const { state, ready, fraction, label, bytes, secondsLeft, waitingFor, failure, line } = status;
  const progress = fraction === undefined || label === undefined ? undefined : formatProgress({ fraction, label, ...(bytes ? { bytes } : {}), ...(secondsLeft === undefined ? {} : { secondsLeft }) });
  return [
    `${sentences[state]}; the machine is ${ready ? 'ready' : 'not ready yet'}`,
    ...(state === 'running' && fraction !== undefined ? [`  ${bar(fraction, look)} ${progress}`] : []),
    ...(failure === undefined ? [] : [`  ${escapeForTerminal(failure)}`]),
    ...(state === 'waiting' && line !== undefined ? [`  ${escapeForTerminal(line)}`] : []),
    ...(state === 'waiting' && waitingFor !== undefined ? [`  Waiting for ${escapeForTerminal(waitingFor)}`] : []),
    ...status.steps.map((step) => stepLine(step, look)),
    ...status.notes.map((note) => `  note     ${escapeForTerminal(note)}`),
  ];
}

function stepLine({ label, state, seconds }: StepState, { colour }: Look): string {
  const word = words[state].padEnd(9);
  return `  ${colour ? `\u001b[${colours[state]}m${word}\u001b[39m` : word}${escapeForTerminal(label)}${seconds === undefined ? '' : ` (${seconds < 10 ? `${seconds} s` : formatSeconds(seconds)})`}`;
}

function bar(fraction: number, { columns }: Look): string {
  const width = Math.max(10, Math.min(30, columns - 60));
  const full = Math.round(Math.min(1, Math.max(0, fraction)) * width);
  return `[${'#'.repeat(full)}${'-'.repeat(width - full)}]`;
}
