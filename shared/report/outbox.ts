/**
 * Events on disk until they are delivered: a power cut or a dead network loses none of them. One file an event, its
 * bytes are the body of the request; the name has the order, the kind and the id.
 */
import type { Host } from '../system/host.ts';
import type { EventName, ReportEvent } from './report-event.ts';

export interface QueuedEvent { path: string; sequence: number; event: EventName; id: string }

/** A machine without a network must not fill its disk with news. */
const maxEvents = 64;
const form = /^(\d{8})-(started|progress|failed|finished)-([0-9a-f-]{36})\.json$/;

/** In the order in which they happened. */
export async function listOutbox(host: Host, folder: string): Promise<QueuedEvent[]> {
  return (await host.list(folder)).flatMap((name) => {
    const [, sequence, event, id] = form.exec(name) ?? [];
    return id === undefined ? [] : [{ path: `${folder}/${name}`, sequence: Number(sequence), event: event as EventName, id }];
  });
}

export async function enqueue(host: Host, folder: string, event: ReportEvent): Promise<void> {
  await host.makeDirectory(folder, { mode: 0o700 });
  const queued = await listOutbox(host, folder);
  for (const { path } of surplus(queued)) await host.remove(path);
  // Counted, not timed: the clock may jump by years before it is right.
  const sequence = String((queued.at(-1)?.sequence ?? 0) + 1).padStart(8, '0');
  await host.writeFile(`${folder}/${sequence}-${event.event}-${event.id}.json`, JSON.stringify(event), { mode: 0o600 });
}

/** What has to go to make room for one more: the oldest progress, for the next one says more. */
function surplus(queued: readonly QueuedEvent[]): QueuedEvent[] {
  const tooMany = queued.length + 1 - maxEvents;
  if (tooMany <= 0) return [];
  return [...queued.filter(({ event }) => event === 'progress'), ...queued.filter(({ event }) => event !== 'progress')].slice(0, tooMany);
}
