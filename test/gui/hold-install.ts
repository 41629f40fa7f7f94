/** A running install, held still for its picture: the engine goes on, and the page hears the same figures until it is let go. */
import type { Page } from 'playwright-core';
import type { Message, Snapshot } from '../../shared/protocol/snapshot.ts';

type Progress = NonNullable<Snapshot['progress']>;
type Changes = Partial<Snapshot>;

export interface Hold {
  /** A reload of the page then shows how things are. */
  letGo: () => void;
}

/** @param at what the page's clock says all the time */
export async function holdInstall(page: Page, at: Date): Promise<Hold> {
  let isHeld = true;
  await page.routeWebSocket(/\/ws\b/, (route) => {
    const server = route.connectToServer();
    server.onMessage((text) => {
      const message = changed(JSON.parse(String(text)) as Message, isHeld ? (changes) => held(changes, at) : atItsEnd);
      if (message !== undefined) route.send(JSON.stringify(message));
    });
  });
  return { letGo: () => { isHeld = false; } };
}

/** Undefined for what the page is not to hear. */
function changed(message: Message, change: (changes: Changes) => Changes | undefined): Message | undefined {
  if (message.type === 'reply') return message;
  const changes = change(message.type === 'snapshot' ? message.snapshot : message.changes as Changes);
  return changes && (message.type === 'snapshot' ? { ...message, snapshot: changes } : { ...message, changes }) as Message;
}

function held(changes: Changes, at: Date): Changes | undefined {
  if (changes.state === 'finished' || changes.state === 'failed') return undefined;
  return changes.progress ? { ...changes, progress: stillOf(changes.progress, at) } : changes;
}

/** A recorded machine has no address, and no two runs take as long. */
function atItsEnd(changes: Changes): Changes {
  return changes.finished ? { ...changes, finished: { ...changes.finished, seconds: 143, addresses: ['192.0.2.17'] } } : changes;
}

/** In the middle of the step that takes longest. */
function stillOf(progress: Progress, at: Date): Progress {
  const current = progress.steps.findIndex(({ id }) => id === 'write-system');
  const { id = '', label = '' } = progress.steps[current] ?? {};
  const steps = progress.steps.map((step, index) => ({ id: step.id, label: step.label, ...(index < current ? { state: 'done' as const, seconds: 0.4 } : { state: index === current ? 'running' as const : 'to-come' as const }) }));
  return { fraction: 0.46, label, stepId: id, bytes: { done: 610e6, total: 1.3e9 }, secondsLeft: 35, startedAt: new Date(at.getTime() - 31_000).toISOString(), steps };
}
