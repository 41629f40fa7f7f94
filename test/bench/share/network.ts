/** Machines of one network on this one: a namespace each, on a bridge, and an origin whose line is as slow as asked. Root alone can. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Network {
  /** Words before a command that runs on host `index`, counted from 0. */
  host(index: number): string[];
  origin: { words: string[]; address: string };
  /** Bytes that left the origin, as the wire carries them: headers and repetitions count. */
  sent(): number;
  remove(): void;
}

const bridge = 'cgshare';
const space = (index: number | 'origin'): string => `${bridge}-${index}`;

/** @param megabits a second, of what the origin sends */
export function makeNetwork(hosts: number, megabits: number): Network {
  const spaces = [...Array.from({ length: hosts }, (_, index) => space(index)), space('origin')];
  const remove = (): void => {
    for (const name of spaces) spawnSync('ip', ['netns', 'del', name]);
    spawnSync('ip', ['link', 'del', bridge]);
  };
  remove();
  ip('link', 'add', bridge, 'type', 'bridge', 'mcast_snooping', '0');
  ip('link', 'set', bridge, 'up');
  for (const [index, name] of spaces.entries()) plugIn(name, index);
  execFileSync('ip', ['netns', 'exec', space('origin'), 'tc', 'qdisc', 'add', 'dev', 'eth0', 'root', 'tbf', 'rate', `${megabits}mbit`, 'burst', '128kb', 'latency', '100ms']);
  return {
    host: (index) => ['ip', 'netns', 'exec', space(index)],
    origin: { words: ['ip', 'netns', 'exec', space('origin')], address: addressOf(hosts) },
    // What the bridge's end of the cable received.
    sent: () => Number(readFileSync(`/sys/class/net/${cableOf(hosts)}/statistics/rx_bytes`, 'utf8')),
    remove,
  };
}

function plugIn(name: string, index: number): void {
  ip('netns', 'add', name);
  ip('link', 'add', cableOf(index), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
  ip('link', 'set', cableOf(index), 'master', bridge, 'up');
  ip('-n', name, 'link', 'set', 'lo', 'up');
  ip('-n', name, 'address', 'add', `${addressOf(index)}/24`, 'dev', 'eth0');
  ip('-n', name, 'link', 'set', 'eth0', 'up');
  // Multicast follows it.
  ip('-n', name, 'route', 'add', 'default', 'via', '10.98.0.254');
}

const cableOf = (index: number): string => `${bridge}${index}`;
const addressOf = (index: number): string => `10.98.0.${index + 1}`;

function ip(...words: string[]): void {
  execFileSync('ip', words);
}
