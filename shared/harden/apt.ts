/** apt for the parts that are packages: waits for whoever holds the lock, and never asks. */
import type { ActionContext } from './action.ts';

type Door = Pick<ActionContext, 'host' | 'signal'>;

// Ten minutes: unattended-upgrades may be at work.
const quiet = ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '--quiet', '--yes', '--option=DPkg::Lock::Timeout=600', '--option=Dpkg::Options::=--force-confold'];

export async function installPackage(name: string, door: Door): Promise<void> {
  await apt(['install', '--no-install-recommends', name], door);
}

export async function purgePackage(name: string, door: Door): Promise<void> {
  await apt(['purge', name], door);
}

async function apt(words: readonly string[], { host, signal }: Door): Promise<void> {
  await host.run('env', [...quiet, ...words], { signal });
}
