/**
 * A network of its own for machines without a medium: a bridge with a tap for each, and a namespace beside it in which
 * the boot server and its dnsmasq run. Nothing of it is reachable from elsewhere. Needs root and /dev/net/tun.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath, resolve } from 'node:path';
import { execa } from 'execa';

const repository = resolve(import.meta.dirname, '../..');

export interface BootNetwork {
  /** Of the boot server on it. */
  address: string;
  /** Network namespace of the server. */
  namespace: string;
  /** Name of a tap device for the machine of that number. */
  tap(index: number): Promise<string>;
  /** Another namespace on the same network, as 10.77.0.2: a second server. */
  neighbour(): Promise<string>;
  close(): Promise<void>;
}

const ip = (...words: string[]) => execa('ip', words);

/** @param tag up to four letters, so that two tests can run at once */
export async function openBootNetwork(tag: string): Promise<BootNetwork> {
  const [bridge, namespace, outside, other] = [`cg${tag}br`, `cg${tag}ns`, `cg${tag}v0`, `cg${tag}n2`];
  const taps: string[] = [];
  const close = async (): Promise<void> => {
    for (const device of [bridge, outside, `cg${tag}v2`, ...taps]) await ip('link', 'delete', device).catch(() => undefined);
    for (const each of [namespace, other]) await ip('netns', 'delete', each).catch(() => undefined);
  };
  const join = async (into: string, from: string, address: string): Promise<void> => {
    await ip('netns', 'add', into);
    await ip('link', 'add', from, 'type', 'veth', 'peer', 'name', serverCard(tag), 'netns', into);
    await ip('link', 'set', from, 'master', bridge, 'up');
    await ip('-n', into, 'address', 'add', `${address}/24`, 'dev', serverCard(tag));
    for (const device of [serverCard(tag), 'lo']) await ip('-n', into, 'link', 'set', device, 'up');
  };
  // What a killed run has left.
  for (let index = 0; index < 8; index += 1) await ip('link', 'delete', `cg${tag}t${index}`).catch(() => undefined);
  await close();
  try {
    await ip('link', 'add', bridge, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0');
    await ip('link', 'set', bridge, 'up');
    await join(namespace, outside, '10.77.0.1');
  } catch (error) {
    await close();
    throw error;
  }
  return {
    address: '10.77.0.1', namespace, close,
    neighbour: async () => {
      await join(other, `cg${tag}v2`, '10.77.0.2');
      return other;
    },
    tap: async (index) => {
      const device = `cg${tag}t${index}`;
      taps.push(device);
      await ip('tuntap', 'add', 'dev', device, 'mode', 'tap');
      await ip('link', 'set', device, 'master', bridge, 'up');
      return device;
    },
  };
}

/** The card of a server inside its namespace. */
export const serverCard = (tag: string): string => `cg${tag}v1`;

export interface ServingSite {
  /** What it has said so far. */
  said(): string;
  /** Resolves when it has said so; rejects, with all that it said, when a minute has passed. */
  until(words: RegExp): Promise<void>;
  /** A command of cognos-netboot, or any other, in the namespace. */
  run(file: string, args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
  /** SIGKILL, as when memory runs out. */
  kill(): Promise<void>;
}

/** A program of this repository in the namespace, until it is stopped; its output goes into a log beside the machines. */
export function serveIn({ namespace }: Pick<BootNetwork, 'namespace'>, directory: string, args: readonly string[]): ServingSite {
  mkdirSync(directory, { recursive: true });
  const log = joinPath(directory, 'server.log');
  writeFileSync(log, '');
  const output = openSync(log, 'a');
  const child: ChildProcess = spawn('ip', ['netns', 'exec', namespace, process.execPath, ...args], { cwd: repository, stdio: ['ignore', output, output] });
  const atExit = (): void => { child.kill('SIGTERM'); };
  process.once('exit', atExit);
  const ended = new Promise<void>((done) => { child.once('exit', () => { done(); }); });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    process.off('exit', atExit);
    child.kill(signal);
    await ended;
  };
  const said = (): string => readFileSync(log, 'utf8');
  return {
    said,
    until: async (words) => {
      for (let tries = 0; !words.test(said()); tries += 1) {
        if (tries === 600) throw new Error(`${String(words)} was not said:\n${said()}`);
        await new Promise((done) => { setTimeout(done, 100); });
      }
    },
    run: async (file, words) => (await execa('ip', ['netns', 'exec', namespace, file, ...words], { cwd: repository })).stdout,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}
