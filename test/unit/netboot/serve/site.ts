/** A boot server on loopback, in this process, and machines that talk to it as real ones do. */
import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openSite, type OpenSite, type SiteOptions } from '../../../../netboot/serve/open-site.ts';
import type { Machine } from '../../../../shared/machine/machine.ts';
import type { InstallSpec } from '../../../../shared/spec/install-spec.ts';
import { readDocument } from '../../../../shared/spec/read-document.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import { folderOf, machine, spec } from '../inventory/site.ts';

export interface TestSite extends OpenSite { url: string; folder: string; inventory: string; lines: string[]; clock: { at: number }; again: (change?: Partial<SiteOptions>) => Promise<TestSite> }

export const inventoryText = 'version: 1\nmachines: machines.csv\nrules:\n  - {name: all, match: {listed: true}, spec: spec.yaml}\n';
export const machinesText = 'serial,hostname\nS1,web-01\nS2,web-02\nS3,web-03\n';
/** Private, so that a report may go there without TLS. */
export const publicUrl = 'http://10.0.0.1:8480';

export async function site(t: TestContext, change: Partial<SiteOptions> = {}, files: Record<string, string> = {}): Promise<TestSite> {
  const folder = await folderOf(t, { 'site.yaml': inventoryText, 'machines.csv': machinesText, 'spec.yaml': spec, ...files });
  return await open(t, folder, change, { at: Date.UTC(2026, 10, 29) });
}

async function open(t: TestContext, folder: string, change: Partial<SiteOptions>, clock: { at: number }): Promise<TestSite> {
  const lines: string[] = [];
  const inventory = join(folder, 'site.yaml');
  const opened = await openSite({
    host: localHost, folder: join(folder, 'state'), inventory, listen: { address: '127.0.0.1', port: 0 }, url: publicUrl,
    limits: { concurrency: 100, stagger: 0 }, log: (line) => lines.push(line), now: () => clock.at, ...change,
  });
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (isOpen) await opened.close();
    isOpen = false;
  };
  t.after(close);
  return {
    ...opened, close, url: `http${change.tls ? 's' : ''}://127.0.0.1:${opened.port}`, folder, inventory, lines, clock,
    again: async (other = {}) => {
      await close();
      return await open(t, folder, { ...change, ...other }, clock);
    },
  };
}

export interface Client { machine: Machine; uuid: string; mac: string }

/** A machine of its own: UUID, MAC address and serial number. */
export function client(number: number, kind = 'uefi-virtio'): Client {
  const hex = number.toString(16).padStart(12, '0');
  const uuid = `6c0ffee0-0000-4000-8000-${hex}`;
  const mac = `52:54:00:${hex.slice(-6).match(/../g)?.join(':') ?? ''}`;
  return {
    uuid, mac,
    machine: machine(kind, (it) => {
      it.product = { ...it.product, uuid, serial: `S${number}` };
      it.nics = [{ name: 'eth0', mac, link: true, wireless: false }];
    }),
  };
}

export interface Admission { id: string; state: string; reason?: string; spec: string; token: string; expires?: string; retry_seconds?: number; reset?: boolean }

export async function post({ url }: { url: string }, { machine: is }: Client): Promise<Admission> {
  const answer = await fetch(`${url}/v1/machines`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ version: 1, machine: is }) });
  return await answer.json() as Admission;
}

export async function menu({ url }: { url: string }, { mac, uuid }: Client): Promise<'install' | 'local'> {
  const answer = await fetch(`${url}/menu/ipxe?mac=${mac}&uuid=${uuid}`);
  return (await answer.text()).includes('cognos.netboot=') ? 'install' : 'local';
}

export interface Fetched { status: number; text: string; spec: InstallSpec; report: { url: string; token: string; secret: string } }

export async function fetchSpec({ url }: { url: string }, path: string, token: string): Promise<Fetched> {
  const answer = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
  const text = await answer.text();
  const document = answer.ok ? await readDocument(new TextEncoder().encode(text), 'served.yaml') : undefined;
  const read = (document?.ok ? document.value : {}) as InstallSpec;
  return { status: answer.status, text, spec: read, report: read.cognos?.firstboot?.report as Fetched['report'] };
}

/** Hardware, spec: a machine that begins. */
export async function begin(where: { url: string }, it: Client): Promise<Fetched & { id: string }> {
  const { id, spec: path, token } = await post(where, it);
  return { id, ...await fetchSpec(where, path, token) };
}

export interface Told { event?: string; stage?: string; fraction?: number; message?: string; state?: string; report?: unknown; delivery?: string; secret?: string; token?: string; body?: string; signature?: string }

/** As shared/report/post-event.ts sends it. @returns the status */
export async function tell({ url }: { url: string }, id: string, report: { token: string; secret: string }, told: Told): Promise<number> {
  const delivery = told.delivery ?? randomUUID();
  const { event = 'progress', stage = 'install', fraction, message, state } = told;
  const body = told.body ?? JSON.stringify({
    version: 1, id: delivery, event, stage, at: new Date().toISOString(), machine: { name: 'x' }, message, state, report: told.report,
    ...fraction === undefined ? {} : { progress: { fraction, label: 'Writing the system', stepId: 'x' } },
  });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = told.signature ?? `sha256=${createHmac('sha256', told.secret ?? report.secret).update(`${timestamp}.${body}`).digest('hex')}`;
  const answer = await fetch(`${url}/v1/events/${id}`, {
    method: 'POST', body, headers: { 'Content-Type': 'application/json', 'X-CognOS-Event': event, 'X-CognOS-Delivery': delivery, 'X-CognOS-Timestamp': timestamp, 'X-CognOS-Signature': signature, 'Authorization': `Bearer ${told.token ?? report.token}` },
  });
  await answer.text();
  return answer.status;
}

export interface RolloutLine { id: string; state: string; fraction: number; label?: string; reason?: string; hostname?: string; rule?: string; attempt: number; specDigest?: string; hasLog?: boolean; quiet?: boolean; macs: string[] }

export async function lineOf({ url }: { url: string }, id: string): Promise<RolloutLine> {
  const { machines } = await (await fetch(`${url}/v1/rollout.json`)).json() as { machines: RolloutLine[] };
  const found = machines.find((each) => each.id === id);
  if (!found) throw new Error(`no ${id} among ${machines.map((each) => each.id).join(', ')}`);
  return found;
}

/** From the server itself, as somebody who stands at it. */
export async function retry({ url }: { url: string }, id: string): Promise<number> {
  const answer = await fetch(`${url}/v1/machines/${id}/retry`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{}' });
  await answer.text();
  return answer.status;
}
