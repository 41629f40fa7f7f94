import { readFileSync } from 'node:fs';
import { probeMachine } from '../../../shared/machine/probe-machine.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { Host } from '../../../shared/system/host.ts';
import { recordingHost } from '../../fakes/recording-host.ts';
import type { Script } from '../../fakes/recording-host.ts';

export interface Capture extends Script {
  files: Record<string, string>;
  links: Record<string, string>;
  commands: Record<string, string | { exitCode: number; stderr: string }>;
  /** Files the reader was not allowed to open. */
  refused: string[];
}

export const machines = new URL('../../fixtures/machines/', import.meta.url);

/** What capture.py saw on one machine; a fresh copy each time, so that a test may change it. */
export function readCapture(name: string): Capture {
  return JSON.parse(readFileSync(new URL(`raw/${name}.json`, machines), 'utf8')) as Capture;
}

/** The captured machine as a Host that answers only what was captured. */
export function captureHost(capture: Capture): Host {
  const host = recordingHost(capture);
  const refused = new Set(capture.refused);
  return {
    ...host,
    readFile: async (path) => {
      if (refused.has(path)) throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
      return host.readFile(path);
    },
  };
}

export function replay(name: string, change: (capture: Capture) => void = () => undefined): Promise<Machine> {
  const capture = readCapture(name);
  change(capture);
  return probeMachine(captureHost(capture));
}

/** Changes one device in the captured lsblk tree, wherever it appears. */
export function changeDevice(capture: Capture, name: string, change: (device: Record<string, unknown>) => void): void {
  const line = Object.keys(capture.commands).find((command) => command.startsWith('lsblk ')) ?? '';
  const tree = JSON.parse(capture.commands[line] as string) as { blockdevices: Record<string, unknown>[] };
  const visit = (device: Record<string, unknown>): void => {
    if (device['name'] === name) change(device);
    for (const child of (device['children'] ?? []) as Record<string, unknown>[]) visit(child);
  };
  tree.blockdevices.forEach(visit);
  capture.commands[line] = JSON.stringify(tree);
}
