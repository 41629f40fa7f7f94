/**
 * llama-server of build/llama with the arguments of the unit's ExecStart= and the files that first boot writes, and a Host
 * on which systemctl and journalctl tell of that process: there is no systemd where tests run.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent } from '../../../../firstboot/agent/agent.ts';
import { agentFiles } from '../../../../firstboot/agent/agent-files.ts';
import { localHost } from '../../../../shared/system/local-host.ts';
import type { Host } from '../../../../shared/system/host.ts';
import { makeSmallModel } from '../../../vm/small-model.ts';
import { argumentsOf, environmentOf, readUnit } from './unit-file.ts';

export const server = join(import.meta.dirname, '../../../../build/llama/usr/lib/cognos-llama/llama-server');
export const skip = existsSync(server) ? false : 'llama-server is not built: npm run llama';
export const key = 'CANARY-key-93c1';

export interface Served {
  agent: Agent;
  host: Host;
  keyPath: string;
  child: ChildProcess;
  said: () => string;
  /** What ended it, once it has. */
  ended: Promise<{ code: number | null; signal: string | null }>;
}

export interface ServeOptions { model?: Uint8Array; /** Content of its file of keys; undefined for none. */ keys?: string | undefined }

export async function serve(options: ServeOptions, use: (served: Served) => Promise<void>): Promise<void> {
  const { model = makeSmallModel(), keys } = { keys: `${key}\n`, ...options };
  const folder = await mkdtemp(join(tmpdir(), 'agent-'));
  const agent = agentOf(join(folder, 'small.gguf'), model.length, await freePort());
  await mkdir(join(folder, 'credentials'));
  await writeFile(agent.model, model);
  if (keys !== undefined) await writeFile(join(folder, 'credentials/api-key'), keys, { mode: 0o600 });
  const served = start(agent, join(folder, 'credentials'));
  try {
    await use({ ...served, keyPath: join(folder, 'credentials/api-key') });
  } finally {
    served.child.kill('SIGKILL');
    await served.ended;
    await rm(folder, { recursive: true });
  }
}

function agentOf(model: string, bytes: number, port: number): Agent {
  return {
    stem: 'cognos-agent', title: 'Small Q8_0', id: 'small-q8_0', model, bytes, devices: [], address: { listen: '127.0.0.1', port },
    defaults: { threads: 1, context: 512, gpuLayers: 0, hugePages: false, reasons: [] },
    limits: { cacheMib: 16, high: 1e9, most: 1e9, tasks: 128 },
  };
}

function start(agent: Agent, credentials: string): Omit<Served, 'keyPath'> {
  const unit = readUnit('cognos-agent.service');
  const environment = { ...environmentOf(unit), ...variables(agent) };
  const child = spawn(server, argumentsOf(unit, { credentials, environment }), { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { said += text; });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => { child.on('close', (code, signal) => { resolve({ code, signal }); }); });
  const host: Host = {
    ...localHost,
    run: async (file, args, options) => {
      if (file === 'systemctl') return `ActiveState=${child.exitCode === null && child.signalCode === null ? 'active' : 'failed'}\nNRestarts=0\n`;
      if (file === 'journalctl') return said;
      return localHost.run(file, args, options);
    },
  };
  return { agent, host, child, ended, said: () => said };
}

/** Of the files as systemd would read them, the drop-in's included. */
function variables(agent: Agent): Record<string, string> {
  const lines = agentFiles(agent).flatMap(({ content }) => content.split('\n')).flatMap((line) => line.replace(/^Environment=/, '').split(' '));
  return Object.fromEntries(lines.flatMap((line) => { const found = /^((?:LLAMA|COGNOS|XDG)_\w+)=(.*)$/.exec(line); return found ? [[found[1] ?? '', found[2] ?? '']] : []; }));
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => { probe.listen(0, '127.0.0.1', resolve); });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}
