/** The state in one or two lines, for the login prompt and for who has logged in. */
import { escapeForTerminal } from '../../shared/errors.ts';
import type { FirstbootState } from './state.ts';

const look = 'Look at it with: cognos-firstboot status --follow';

/** `43%, downloading the model, about 3 min left` */
export function shortProgress({ fraction, label, secondsLeft }: Pick<FirstbootState, 'fraction' | 'label' | 'secondsLeft'>): string {
  return [`${Math.floor(fraction * 100)}%`, inner(label), ...(secondsLeft === undefined ? [] : [`about ${aboutSeconds(secondsLeft)} left`])].join(', ');
}

/** Above the login prompt; nothing once the machine is ready. */
export function issueText(state: FirstbootState): string {
  // agetty(8) takes a backslash for the beginning of an escape.
  return issueLines(state).map((line) => `${escapeForTerminal(line).replaceAll('\\', '\\\\')}\n`).join('');
}

function issueLines(state: FirstbootState): string[] {
  switch (state.phase) {
    case 'running': return [`CognOS first boot: ${shortProgress(state)}: log in, it goes on`];
    case 'waiting': return [`CognOS first boot waits for ${state.waitingFor ?? 'what is missing'}: log in, it goes on by itself`];
    case 'failed': return [`CognOS first boot failed: ${state.line}`, 'Log in and look at it with: cognos-firstboot status'];
    case 'ready': return [];
  }
}

/** @param ready what the machine offers, once it is ready */
export function motdText(state: FirstbootState, ready: string): string {
  const lines = {
    running: [`CognOS first boot: ${shortProgress(state)}. ${look}`],
    waiting: [`CognOS first boot waits for ${state.waitingFor ?? 'what is missing'}; it goes on by itself.`, state.line],
    failed: [`CognOS first boot failed: ${state.line}`, 'cognos-firstboot status says what was done and what was not.'],
    ready: [ready, 'cognos-firstboot status shows what was done, cognos-firstboot report all of it.'],
  }[state.phase];
  return lines.map((line) => `${escapeForTerminal(line)}\n`).join('');
}

/** In the middle of a sentence: "Downloading the model" -> "downloading the model", but not "ACME…". */
function inner(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

/** A forecast is no clock: "3 min", "40 s" in tens. */
function aboutSeconds(seconds: number): string {
  if (seconds >= 5400) return `${Math.round(seconds / 3600)} h`;
  return seconds >= 90 ? `${Math.round(seconds / 60)} min` : `${Math.max(10, Math.round(seconds / 10) * 10)} s`;
}
