/** What a machine tells of its install and its first boot -> where it stands. Each once, by its delivery. */
import type { IncomingHttpHeaders } from 'node:http';
import { keepEvent, keepLog } from '../store/events.ts';
import { findMachine, updateMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';
import { refuse, type Answer } from './answer.ts';
import { failMachine, readyMachine } from './change-state.ts';
import { readEvent, type ToldEvent } from './read-event.ts';
import { say } from './say.ts';
import type { Serving } from './serving.ts';
import { bearerOf, eventSecrets, isSameText, isSigned } from './tokens.ts';

const taken: Answer = { status: 204 };

export async function takeEvent(serving: Serving, id: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  const { store, now } = serving;
  const known = authenticate(serving, id, headers.authorization);
  if ('status' in known) return known;
  const header = (name: string): string | undefined => (typeof headers[name] === 'string' ? headers[name] : undefined);
  if (!isSigned(header('x-cognos-signature'), header('x-cognos-timestamp'), body, known.secret)) return refuse(401, 'The signature in X-CognOS-Signature is not that of this body');
  const event = readEvent(body, header('x-cognos-delivery'));
  if (typeof event === 'string') return refuse(400, event);
  const line = await store.write((): string | undefined => {
    const record = findMachine(store, id);
    // Retried in the meantime: what it tells is of another attempt.
    if (record?.attempt !== known.attempt) return undefined;
    updateMachine(store, id, { heard_at: now() });
    const fresh = keepEvent(store, { id: event.id, machine: id, attempt: record.attempt, at: now(), stage: event.stage, event: event.event, fraction: event.fraction ?? null, message: event.message ?? null, report: event.report ?? null });
    return fresh ? apply(serving, record, event) : undefined;
  }, { passing: event.event === 'progress' });
  if (line !== undefined) say(serving, id, line, known.hostname);
  return taken;
}

export async function takeLog(serving: Serving, id: string, headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
  const known = authenticate(serving, id, headers.authorization);
  if ('status' in known) return known;
  await serving.store.write(() => {
    updateMachine(serving.store, id, { heard_at: serving.now() });
    keepLog(serving.store, id, known.attempt, serving.now(), new TextDecoder().decode(body));
  });
  say(serving, id, `left a log of ${body.length} bytes`, known.hostname);
  return taken;
}

/** 401 is "later" to a machine, 410 "never again" (shared/report/post-event.ts): an event of an earlier attempt is of no use to anybody. */
function authenticate({ store, key }: Serving, id: string, authorization: string | undefined): { attempt: number; hostname: string | null; secret: string } | Answer {
  const token = bearerOf(authorization);
  const record = findMachine(store, id);
  if (token === undefined || !record) return refuse(401, 'Events are taken with the token of the machine\'s spec, in Authorization: Bearer', { 'WWW-Authenticate': 'Bearer' });
  const { attempt, hostname } = record;
  const secrets = eventSecrets(key, id, attempt);
  if (isSameText(token, secrets.token)) return { attempt, hostname, secret: secrets.secret };
  const earlier = Array.from({ length: Math.min(20, attempt - 1) }, (_, index) => attempt - 1 - index);
  if (earlier.some((each) => isSameText(token, eventSecrets(key, id, each).token))) return refuse(410, 'This is of an attempt that somebody has given up: the machine was asked to be installed again');
  return refuse(401, 'This token is not that of the machine\'s spec');
}

/** @returns what the log says of it */
function apply(serving: Serving, record: MachineRecord, event: ToldEvent): string | undefined {
  return event.stage === 'install' ? applyInstall(serving, record, event) : applyFirstBoot(serving, record, event);
}

/** An install event that comes after its machine has started from its disk is late, and changes nothing. */
function applyInstall(serving: Serving, record: MachineRecord, { event, fraction, label, message }: ToldEvent): string | undefined {
  const { store, now } = serving;
  const { id } = record;
  if (record.installed_at !== null || record.state === 'ready') return undefined;
  switch (event) {
    case 'started':
      updateMachine(store, id, { state: 'installing', reason: null, fraction: 0, label: null, started_at: record.started_at ?? now(), ended_at: null });
      return 'installs';
    case 'progress':
      if (record.state === 'failed') return undefined;
      updateMachine(store, id, { state: 'installing', reason: null, fraction: fraction ?? record.fraction, label: label ?? null, started_at: record.started_at ?? now() });
      return `installs, ${percent(fraction)}${label === undefined ? '' : `: ${label}`}`;
    case 'failed':
      failMachine(serving, record, message ?? 'The installation failed and told no cause');
      return `failed: ${message ?? ''}`;
    case 'finished':
      updateMachine(store, id, { state: 'firstboot', reason: null, fraction: 0, label: null, installed_at: now(), ended_at: null, token_hash: null });
      return 'is installed; its first boot follows';
  }
}

function applyFirstBoot(serving: Serving, record: MachineRecord, { event, fraction, label, message, state }: ToldEvent): string | undefined {
  const { store, now } = serving;
  const { id } = record;
  if (record.state === 'ready') return undefined;
  const here = { state: 'firstboot' as const, installed_at: record.installed_at ?? now(), ended_at: null };
  switch (event) {
    case 'started':
      updateMachine(store, id, { ...here, reason: null });
      return 'boots for the first time';
    case 'progress':
      updateMachine(store, id, { ...here, reason: null, fraction: fraction ?? record.fraction, label: label ?? null });
      return `first boot, ${percent(fraction)}${label === undefined ? '' : `: ${label}`}`;
    case 'failed':
      // It goes on by itself as soon as there is what is missing.
      if (state === 'waiting') updateMachine(store, id, { ...here, reason: message ?? 'It waits and told nothing of what for' });
      else failMachine(serving, record, message ?? 'The first boot failed and told no cause');
      return `${state === 'waiting' ? 'waits in its first boot' : 'failed'}: ${message ?? ''}`;
    case 'finished':
      readyMachine(serving, record);
      return 'is ready';
  }
}

function percent(fraction = 0): string {
  return `${Math.floor(fraction * 100)}%`;
}
