/**
 * The network of the live system as it was answered. By itself every wired card asks for an address (99-cognos-live.network);
 * a file of netplan's comes before that, and without ours that is so again.
 */
import { stringify } from 'yaml';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { NetworkAnswers } from '../../../shared/protocol/answers.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';
import { planNetwork } from '../../planner/plan-network.ts';
import { VerbError } from '../verb-error.ts';

const path = '/etc/netplan/60-cognos.yaml';

export async function applyNetwork(host: Host, machine: Machine, { kind, spec }: NetworkAnswers): Promise<void> {
  // Who installs offline has a network that is of no use, and nothing of it need change.
  if (kind === 'offline' || kind === 'automatic' && !await host.exists(path)) return;
  if (kind === 'automatic') await host.remove(path);
  else await write(host, machine, spec);
  await run(host, 'netplan', ['apply']);
}

async function write(host: Host, machine: Machine, spec: NetworkAnswers['spec']): Promise<void> {
  const [step] = planNetwork(machine, spec);
  if (step?.kind !== 'write-file' || !('yaml' in step.content)) return;
  await host.makeDirectory('/etc/netplan');
  await host.writeFile(path, `# Written by the installer for as long as it runs.\n${stringify(step.content.yaml, { version: '1.1', lineWidth: 0 })}`, { mode: 0o600 });
  try {
    await run(host, 'netplan', ['generate']);
  } catch (error) {
    await host.remove(path); // A file that netplan cannot read takes every other interface with it.
    throw error;
  }
}

async function run(host: Host, file: string, args: string[]): Promise<void> {
  try {
    await host.run(file, args);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new VerbError('network', `the network cannot be set like this: ${error.message}`, 'Correct it, or go on without.');
  }
}
