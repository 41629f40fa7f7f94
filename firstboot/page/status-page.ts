/** The state of first boot as a page. Works without script: the browser is told to come back by a header. */
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import { formatSeconds } from '../../shared/plan/format-progress.ts';
import type { FirstbootState, StepState } from '../progress/state.ts';
import { documentOf } from './document.ts';
import { html, type Html } from './html.ts';

const titles = { running: 'First boot is running', waiting: 'First boot is waiting', failed: 'First boot failed', ready: 'The machine is ready' } as const;
const words: Record<StepState['state'], string> = { open: 'to come', running: 'running', done: 'done', failed: 'failed', waiting: 'waiting' };
const colours: Record<StepState['state'], string> = { open: 'soft', running: '', done: 'good', failed: 'bad', waiting: 'wait' };

/** @param name of the machine */
export function statusPage(state: FirstbootState | undefined, name: string, nonce: string): string {
  if (!state) return documentOf(`${name}: CognOS`, html`<main><h1>${name}</h1><p role="status">First boot has not begun, or is between two attempts.</p></main>`, nonce);
  const percent = Math.floor(state.fraction * 100);
  return documentOf(`${percent}% ${name}: ${titles[state.phase]}`, html`<main>
<h1>${titles[state.phase]}</h1>
<p class="soft">${name}</p>
<div role="status">
<p><progress max="100" value="${percent}" aria-label="${titles[state.phase]}">${percent}%</progress></p>
<p>${percent}% ${state.label}${bytesOf(state)}${state.secondsLeft === undefined ? '' : ` · ${formatSeconds(state.secondsLeft)} left`}</p>
<p class="${state.phase === 'failed' ? 'bad' : state.phase === 'waiting' ? 'wait' : ''}">${state.line}</p>
${state.waitingFor === undefined ? undefined : html`<p class="wait">Waiting for ${state.waitingFor}. It goes on by itself.</p>`}
</div>
${stepTable(state.steps)}
${notesList(state.notes)}
</main>`, nonce);
}

function bytesOf({ bytes }: FirstbootState): string {
  return bytes ? ` · ${formatBytes(bytes.done)} of ${formatBytes(bytes.total)}` : '';
}

function stepTable(steps: readonly StepState[]): Html {
  const rows = steps.map(({ label, state, seconds }) => html`<tr><td>${label}</td><td class="${colours[state]}">${words[state]}</td><td class="number">${seconds === undefined ? '' : `${seconds.toFixed(1)} s`}</td></tr>
`);
  return html`<h2>Steps</h2><table><thead><tr><th scope="col">Step</th><th scope="col">State</th><th scope="col">Time</th></tr></thead><tbody>
${rows}</tbody></table>`;
}

export function notesList(notes: readonly string[]): Html | undefined {
  return notes.length === 0 ? undefined : html`<h2>Not done, or done otherwise</h2><ul>${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}

/** Asked once a browser; the digits stand on the machine's console. */
export function pinPage(name: string, nonce: string, message?: string): string {
  return documentOf(`${name}: PIN`, html`<main>
<h1>${name}</h1>
<p>The console of the machine shows a PIN of six digits.</p>
${message === undefined ? undefined : html`<p class="bad" role="alert">${message}</p>`}
<form method="post" action="/pin"><p><label for="pin">PIN</label> <input id="pin" name="pin" inputmode="numeric" autocomplete="off" maxlength="11" required autofocus> <button>Show the status</button></p></form>
</main>`, nonce);
}
