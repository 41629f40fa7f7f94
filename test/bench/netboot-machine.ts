/** One simulated machine at a boot server: what its loader, its live system and its first boot say, in their order. */
import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from '../../shared/machine/machine.ts';
import { fixtures } from './places.ts';

export interface Timed { kind: string; milliseconds: number }
export interface Asking { kind: string; method: 'GET' | 'POST'; path: string; body?: string; headers?: Record<string, string> }
export type Ask = (asking: Asking) => Promise<{ status: number; text: string }>;
export interface SimulatedMachine { id: string; mac: string; body: string }

const recorded = JSON.parse(readFileSync(join(fixtures, 'machines/nvme-server.json'), 'utf8')) as Machine;

/** Its own UUID, MAC addresses and serial number. */
export function netbootMachine(number: number): SimulatedMachine {
  const hex = number.toString(16).padStart(12, '0');
  const id = `6c0ffee0-0000-4000-8000-${hex}`;
  const mac = (port: number): string => `52:54:${port.toString().padStart(2, '0')}:${hex.slice(-6).match(/../g)?.join(':') ?? ''}`;
  const machine = { ...recorded, product: { ...recorded.product, uuid: id, serial: `S${number}` }, nics: recorded.nics.map((nic, index) => ({ ...nic, mac: mac(index) })) };
  return { id, mac: mac(0), body: JSON.stringify({ version: 1, machine }) };
}

/** @param echo the same requests to a server that only reads and answers them: the floor */
export async function simulateMachine(ask: Ask, { id, mac, body }: SimulatedMachine, reports: number, echo: boolean): Promise<void> {
  const good = (what: string, { status, text }: { status: number; text: string }): string => {
    if (status < 200 || status > 299) throw new Error(`${what}: status ${status}: ${text.slice(0, 200)}`);
    return text;
  };
  const json = { 'Content-Type': 'application/json' };
  good('menu', await ask({ kind: 'menu', method: 'GET', path: `/menu/ipxe?mac=${mac}&uuid=${id}` }));
  const admitted = good('hardware', await ask({ kind: 'hardware', method: 'POST', path: '/v1/machines', body, headers: json }));
  const admission = echo ? { state: 'install', token: 'x'.repeat(43), spec: `/v1/machines/${id}/spec` } : JSON.parse(admitted) as { state: string; token: string; spec: string; reason?: string };
  if (admission.state !== 'install') throw new Error(`hardware: ${admission.state}`);
  const spec = good('spec', await ask({ kind: 'spec', method: 'GET', path: admission.spec, headers: { Authorization: `Bearer ${admission.token}` } }));
  const secretOf = (name: string): string => (echo ? 'x'.repeat(43) : new RegExp(`${name}: "?([A-Za-z0-9_-]+)`).exec(spec)?.[1] ?? '');
  for (let report = 0; report < reports; report += 1) {
    const delivery = randomUUID();
    const event = report === 0 ? 'started' : report === reports - 1 || report === reports / 2 ? 'finished' : 'progress';
    const text = JSON.stringify({ version: 1, id: delivery, event, stage: report <= reports / 2 ? 'install' : 'firstboot', at: new Date().toISOString(), machine: { name: id }, progress: { fraction: report / reports, label: 'Writing the system', stepId: 'write' } });
    const timestamp = String(Math.floor(Date.now() / 1000));
    good('report', await ask({
      kind: 'report', method: 'POST', path: `/v1/events/${id}`, body: text,
      headers: { ...json, 'Authorization': `Bearer ${secretOf('token')}`, 'X-CognOS-Event': event, 'X-CognOS-Delivery': delivery, 'X-CognOS-Timestamp': timestamp, 'X-CognOS-Signature': `sha256=${createHmac('sha256', secretOf('secret')).update(`${timestamp}.${text}`).digest('hex')}` },
    }));
  }
}
