/**
 * A network of its own for machines without a medium: a bridge with a tap for each, and a namespace beside it in which
 * the boot server and its dnsmasq run. Nothing of it is reachable from elsewhere. Needs root and /dev/net/tun.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';

const repository = resolve(import.meta.dirname, '../..');

export interface BootNetwork {
  /** Of the boot server on it. */
  address: string;
  /** Network namespace of the server. */
  namespace: string;
  /** Name of a tap device for the machine of that number. */
  tap(index: number): Promise<string>;
  close(): Promise<void>;
}

const ip = (...words: string[]) => execa('ip', words);

/** @param tag up to four letters, so that two tests can run at once */
export async function openBootNetwork(tag: string): Promise<BootNetwork> {
  const [bridge, namespace, outside, inside] = [`cg${tag}br`, `cg${tag}ns`, `cg${tag}v0`, `cg${tag}v1`];
  const taps: string[] = [];
  const close = async (): Promise<void> => {
    for (const device of [bridge, outside, ...taps]) await ip('link', 'delete', device).catch(() => undefined);
    await ip('netns', 'delete', namespace).catch(() => undefined);
  };
  // What a killed run has left.
  for (let index = 0; index < 8; index += 1) await ip('link', 'delete', `cg${tag}t${index}`).catch(() => undefined);
  await close();
  try {
    await ip('netns', 'add', namespace);
    await ip('link', 'add', bridge, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
    await ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', inside, 'netns', namespace);
    await ip('link', 'set', outside, 'master', bridge, 'up');
    await ip('link', 'set', bridge, 'up');
    await ip('-n', namespace, 'address', 'add', '10.77.0.1/24', 'dev', inside);
    await ip('-n', namespace, 'link', 'set', inside, 'up');
    await ip('-n', namespace, 'link', 'set', 'lo', 'up');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    address: '10.77.0.1', namespace, close,
    tap: async (index) => {
      const device = `cg${tag}t${index}`;
      taps.push(device);
      await ip('tuntap', 'add', 'dev', device, 'mode', 'tap');
      await ip('link', 'set', device, 'master', bridge, 'up');
      return device;
    },
  };
}

/** The card of the boot server inside its namespace. */
export const serverCard = (tag: string): string => `cg${tag}v1`;

export interface ServingSite {
  /** What it has said so far. */
  said(): string;
  /** A command of cognos-netboot, or any other, in the namespace. */
  run(file: string, args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** A program of this repository in the namespace, until it is stopped; its output goes into a log beside the machines. */
export function serveIn(network: BootNetwork, directory: string, args: readonly string[]): ServingSite {
  mkdirSync(directory, { recursive: true });
  const log = join(directory, 'server.log');
  writeFileSync(log, '');
  const output = openSync(log, 'a');
  const child: ChildProcess = spawn('ip', ['netns', 'exec', network.namespace, process.execPath, ...args], { cwd: repository, stdio: ['ignore', output, output] });
  const atExit = (): void => { child.kill('SIGTERM'); };
  process.once('exit', atExit);
  const ended = new Promise<void>((done) => { child.once('exit', () => { done(); }); });
  return {
    said: () => readFileSync(log, 'utf8'),
    run: async (file, words) => (await execa('ip', ['netns', 'exec', network.namespace, file, ...words], { cwd: repository })).stdout,
    stop: async () => {
      process.off('exit', atExit);
      child.kill('SIGTERM');
      await ended;
    },
  };
}
