/**
 * systemd makes the id when /etc/machine-id is empty, but keeps it in memory until a service of its own commits
 * it. Checked here, for a machine that lost it would be another machine after the next power cut.
 */
import type { FirstbootHandler } from '../step.ts';
import { isMachineId } from '../read-facts.ts';
import { readIfThere } from '../read-if-there.ts';

export const commitMachineId: FirstbootHandler<'commit-machine-id'> = async (_, { host, signal }) => {
  const id = (await readIfThere(host, '/etc/machine-id') ?? '').trim();
  if (!isMachineId(id)) await host.run('systemd-machine-id-setup', [], { signal });
  // Does nothing when the id is on disk already.
  await host.run('systemd-machine-id-setup', ['--commit'], { signal });
};
