/** The spec of a machine that came up from the network: it says what it is, waits until something is decided, and gets it once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeForTerminal } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { askServer, type Answer, type BootServer } from './netboot-server.ts';

const machineFile = '/run/cognos/netboot-machine.json';
/** As cloud-init's file would be: findings name it, and who looks can run it again. */
const specFile = '/run/cognos/netboot-spec.yaml';
const machinesPath = '/v1/machines';
/** Seconds when the server does not answer, or not in our language. */
const patience = 20;
/** When there is nothing to do until somebody asks for it. */
const donePatience = 60;

export interface NetbootSpec {
  /** As the server calls this machine. */
  id: string;
  given: GivenSpec;
  /** Somebody has asked the server for this machine to be installed again: what is on its disk of ours may go. */
  reset: boolean;
}

export interface NetbootAsking {
  host: Host;
  server: BootServer;
  write: (text: string) => void;
  /** For tests. */
  wait?: (seconds: number) => Promise<unknown>;
}

/**
 * Never gives up: a rule may be written, a place become free, a server started, a failed machine be asked for again while
 * it waits. Throws when the machine cannot be probed.
 */
export async function netbootSpec({ host, server, write, wait = waitSeconds }: NetbootAsking): Promise<NetbootSpec> {
  const machine = await probeMachine(host);
  await host.writeFile(machineFile, JSON.stringify({ version: 1, machine }), { mode: 0o600 });
  write(`cognos: asking the boot server ${escapeForTerminal(server.base)} what is to be installed here\n`);
  let said = '';
  for (;;) {
    const answer = await ask(host, server);
    if ('given' in answer) return answer;
    const sentence = `cognos: waiting: ${escapeForTerminal(answer.reason)}\ncognos: this machine is ${escapeForTerminal(nameMachine(machine))}; it asks ${escapeForTerminal(server.base)} again every ${answer.seconds} s\n`;
    if (sentence !== said) write(sentence);
    said = sentence;
    await wait(answer.seconds);
  }
}

export const waitSeconds = (seconds: number): Promise<unknown> => sleep(seconds * 1000);

/** By what a rule can know it. */
export function nameMachine({ nics, product }: Pick<Machine, 'nics' | 'product'>): string {
  const macs = nics.map(({ mac }) => mac).filter((mac) => mac !== undefined && mac !== '');
  return [
    ...macs.length === 0 ? [] : [`MAC ${macs.join(' and ')}`], ...product.serial ? [`serial number ${product.serial}`] : [],
    ...product.uuid ? [`UUID ${product.uuid}`] : [],
  ].join(', ') || 'without any name of its own';
}

type Step = NetbootSpec | { reason: string; seconds: number };

async function ask(host: Host, server: BootServer): Promise<Step> {
  const waiting = (reason: string, seconds = patience): Step => ({ reason, seconds });
  const answer = await askServer(host, server, { method: 'POST', path: machinesPath, content: { file: machineFile, type: 'application/json' } });
  if (typeof answer === 'string') return waiting(`the boot server does not answer (${answer})`);
  const said = readAnswer(answer.body);
  const text = (key: string): string => (typeof said[key] === 'string' ? said[key] : '');
  if (answer.status !== 200) return waiting(`the boot server ${answer.status >= 500 ? 'has a fault of its own' : 'refuses this machine'}: ${text('error') || `status ${answer.status}`}`);
  if (text('state') === 'done') return waiting(text('reason') || 'the boot server has nothing more for this machine', donePatience);
  if (text('state') === 'wait') return waiting(text('reason') || 'the boot server has nothing for this machine yet', readSeconds(said['retry_seconds']));
  if (text('state') !== 'install' || !/^\/[!-~]*$/.test(text('spec')) || text('token') === '') return waiting('the boot server\'s answer is none of those that this installer knows');
  return await fetchSpec(host, server, { id: text('id'), path: text('spec'), token: text('token'), reset: said['reset'] === true });
}

/** Once: a second use of the same token is refused, and a new one is asked for. */
async function fetchSpec(host: Host, server: BootServer, { id, path, token, reset }: { id: string; path: string; token: string; reset: boolean }): Promise<Step> {
  const answer = await askServer(host, server, { method: 'GET', path, token });
  if (typeof answer !== 'string' && answer.status === 200) {
    await host.writeFile(specFile, answer.body, { mode: 0o600 });
    return { id, reset, given: { file: specFile, bytes: new TextEncoder().encode(answer.body) } };
  }
  const { error } = typeof answer === 'string' ? { error: answer } : readAnswer(answer.body);
  return { reason: `the boot server did not give the spec: ${typeof error === 'string' ? error : `status ${(answer as Answer).status}`}`, seconds: patience };
}

function readAnswer(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};
  } catch {
    return {};
  }
}

function readSeconds(value: unknown): number {
  return typeof value === 'number' && value >= 1 && value <= 3600 ? Math.ceil(value) : patience;
}
