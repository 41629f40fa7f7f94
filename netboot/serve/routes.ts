/** Which request is what. Machines come first: what they may do needs no admin. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusedError, formatFinding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { readMachine } from '../../shared/machine/read-machine.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { rolloutCsv } from '../rollout/csv.ts';
import { rolloutMetrics } from '../rollout/metrics.ts';
import { rolloutPage } from '../rollout/page.ts';
import { rolloutOf } from '../rollout/view.ts';
import { eventsOf, logsOf } from '../store/events.ts';
import { findMachine, jsonOf } from '../store/machines.ts';
import { retryMachine } from '../store/retry-machine.ts';
import { admitMachine } from './admit.ts';
import { json, refuse, text, type Answer } from './answer.ts';
import { sendArtefact } from './artefacts.ts';
import { handOutSpec } from './hand-out.ts';
import { answerMenu } from './menu.ts';
import { readBody } from './read-body.ts';
import { say } from './say.ts';
import type { Serving } from './serving.ts';
import { takeEvent, takeLog } from './take-event.ts';

export interface Site {
  serving: Serving;
  /** The folder that `cognos-netboot export` has made; undefined where something else serves it. */
  artefacts: string | undefined;
  adminRefusal: (request: IncomingMessage) => Answer | undefined;
}

export interface Asked { request: IncomingMessage; response: ServerResponse; url: URL; /** Where the server is reached, without a slash at its end. */ base: string; /** By what this very request has reached it: without TLS, where a loader asks. */ here: string; address: string }

type Handler = (site: Site, asked: Asked, id: string) => Promise<Answer | undefined> | Answer | undefined;
interface Route { method: 'GET' | 'POST'; path: RegExp; handle: Handler; /** Loaders, which know nothing of TLS, need it without. */ plain?: true; admin?: true }

/** A recorded machine of the largest servers is some hundred KiB. */
const machineBytes = 4 * 1024 ** 2;
/** A report of 1 MiB and what is around it. */
const eventBytes = 1024 ** 2 + 64 * 1024;
const logBytes = 1024 ** 2;

const machinePath = (rest: string): RegExp => new RegExp(`^/v1/machines/([0-9a-f:-]{12,40})${rest}$`);

export const routes: readonly Route[] = [
  { method: 'GET', path: /^\/boot\/(.+)$/, plain: true, handle: ({ artefacts }, { request, response }, path) => (artefacts === undefined ? refuse(404, 'This server serves no files; start it with --artefacts DIR') : sendArtefact(artefacts, path, request, response)) },
  { method: 'GET', path: /^\/menu\/(ipxe|grub)$/, plain: true, handle: ({ serving }, { url, base, here, address }, loader) => answerMenu(serving, { loader: loader as 'ipxe' | 'grub', query: url.searchParams, base, here, address }) },
  { method: 'POST', path: /^\/v1\/machines$/, handle: takeMachine },
  { method: 'GET', path: machinePath('/spec'), handle: ({ serving }, { request, address, base }, id) => handOutSpec(serving, { id, address, base, authorization: request.headers.authorization }) },
  { method: 'POST', path: /^\/v1\/events\/([0-9a-f:-]{12,40})$/, handle: (site, asked, id) => withBody(asked, eventBytes, (body) => takeEvent(site.serving, id, asked.request.headers, body)) },
  { method: 'POST', path: machinePath('/log'), handle: (site, asked, id) => withBody(asked, logBytes, (body) => takeLog(site.serving, id, asked.request.headers, body)) },
  { method: 'GET', path: /^\/()$/, handle: showPage },
  { method: 'GET', path: /^\/v1\/rollout\.json()$/, admin: true, handle: ({ serving: { store, now } }) => json(rolloutOf(store, now())) },
  { method: 'GET', path: /^\/v1\/rollout\.csv()$/, admin: true, handle: ({ serving: { store, now } }) => text(rolloutCsv(rolloutOf(store, now())), 'text/csv; charset=utf-8') },
  { method: 'GET', path: /^\/metrics()$/, admin: true, handle: ({ serving: { store, now } }) => text(rolloutMetrics(rolloutOf(store, now())), 'text/plain; version=0.0.4; charset=utf-8') },
  { method: 'GET', path: machinePath(''), admin: true, handle: showMachine },
  { method: 'GET', path: machinePath('/hardware'), admin: true, handle: ({ serving: { store } }, _asked, id) => hardware(jsonOf(store, 'hardware', id)) },
  { method: 'GET', path: machinePath('/log'), admin: true, handle: showLogs },
  { method: 'POST', path: machinePath('/retry'), admin: true, handle: retry },
];

async function withBody(asked: Asked, most: number, use: (body: Buffer) => Promise<Answer>): Promise<Answer> {
  const body = await readBody(asked.request, most);
  return 'status' in body ? body : await use(body);
}

async function takeMachine({ serving }: Site, asked: Asked): Promise<Answer> {
  if (!/^application\/json\b/i.test(asked.request.headers['content-type'] ?? '')) return refuse(415, 'A machine is told of in application/json');
  return await withBody(asked, machineBytes, async (body) => {
    const machine = await machineOf(body);
    return 'status' in machine ? machine : await admitMachine(serving, machine, asked.address);
  });
}

/** `{"version": 1, "machine": …}`; what is wrong with the machine is said as for a recorded one. */
async function machineOf(body: Buffer): Promise<Machine | Answer> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (!isMap(value) || value['version'] !== 1 || !isMap(value['machine'])) return refuse(400, 'The body has to be {"version": 1, "machine": …}, the machine as "cognos-install probe --json" prints it');
    return await readMachine(JSON.stringify(value['machine']), 'machine');
  } catch (error) {
    if (error instanceof SyntaxError) return refuse(400, 'The body is not JSON');
    if (error instanceof RefusedError) return refuse(422, error.findings.slice(0, 3).map(({ at: _, ...finding }) => formatFinding(finding)).join('; '));
    throw error;
  }
}

function showPage(): Answer {
  const { html, policy } = rolloutPage(randomBytes(16).toString('base64'));
  return { status: 200, type: 'text/html; charset=utf-8', body: html, headers: { 'Content-Security-Policy': policy } };
}

/** As `match --machine` takes it. */
function hardware(recorded: string | undefined): Answer {
  return recorded === undefined ? refuse(404, 'This machine has not told of its hardware') : { status: 200, type: 'application/json', body: recorded };
}

/** One machine, with what it has told; its spec stays out. */
function showMachine({ serving: { store, now } }: Site, _asked: Asked, id: string): Answer {
  const machine = rolloutOf(store, now()).machines.find((each) => each.id === id);
  if (!machine) return refuse(404, `There is no machine ${id} in this rollout`);
  return json({ ...machine, events: eventsOf(store, id).map(({ machine: _, report, at, ...event }) => ({ ...event, at: new Date(at).toISOString(), ...report === null ? {} : { report: JSON.parse(report) as unknown } })) });
}

function showLogs({ serving: { store } }: Site, _asked: Asked, id: string): Answer {
  if (!findMachine(store, id)) return refuse(404, `There is no machine ${id} in this rollout`);
  return text(logsOf(store, id).map(({ attempt, at, text: log }) => `== attempt ${attempt}, ${new Date(at).toISOString()}\n${log}\n`).join(''));
}

async function retry({ serving }: Site, { request }: Asked, id: string): Promise<Answer> {
  // A form of another page could not send this without asking first.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) return refuse(415, 'Asked for in application/json');
  request.resume();
  const hostname = findMachine(serving.store, id)?.hostname;
  const refusal = await serving.store.write(() => retryMachine(serving.store, id));
  if (refusal !== undefined) return refuse(404, refusal);
  say(serving, id, 'is to be installed again, for somebody has asked for it', hostname);
  return json({ id, state: 'seen' });
}
