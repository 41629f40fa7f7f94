/**
 * Makes a machine the pattern of others: what must differ between clones goes, and the next start is a first boot. For
 * golden images; the last thing before the machine is shut down and its disk copied.
 */
import { exitCodes, InstallerError } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { acceptedSpecPath, finishedFolder, aiPath, agentEnvironmentPath, apiKeyPath, cloudInitDisabled, driversPath, hardeningPath, journalPath, keptMotdPath, lockPath, modelsPath, outboxPlaces, proofPath, reportPagePath, reportPath, reportSecretPath, reportTokenPath, runFolder, specPath, specSourcePath, statePath } from './paths.ts';

/** What first boot made for this machine or learnt of it. Models stay: they are large, and what is verified again costs little. */
const ours = [
  specPath, specSourcePath, acceptedSpecPath, finishedFolder, aiPath, agentEnvironmentPath, apiKeyPath, reportTokenPath, reportSecretPath,
  reportPath, reportPagePath, keptMotdPath, outboxPlaces.folder, outboxPlaces.retry, hardeningPath, driversPath, proofPath, statePath, '/run/cognos/ready', '/var/lib/cognos/install.jsonl', '/var/lib/cognos/tls',
];
/** The installer's settings for the seed it handed over: of a clone, cloud-init is to ask a cloud again. */
const installers = [cloudInitDisabled, '/etc/cloud/cloud.cfg.d/90-cognos.cfg', '/var/lib/cloud', '/etc/netplan/50-cloud-init.yaml'];
const identities = ['/var/lib/dbus/machine-id', '/var/lib/systemd/random-seed', '/var/lib/systemd/credential.secret', '/var/lib/dhcp', '/var/lib/systemd/network'];

/** @returns what a person should know, one sentence each. Throws where a first boot is under way. */
export async function generalise(host: Host): Promise<string[]> {
  await host.makeDirectory(runFolder, { mode: 0o755 });
  const lock = await host.lock(lockPath);
  if (!lock) throw new InstallerError({ code: 'already-running', message: 'First boot is running on this machine', action: 'Wait for it with `cognos-firstboot wait`.', exitCode: exitCodes.alreadyRunning });
  try {
    for (const path of [...ours, ...installers, ...identities]) await host.remove(path);
    for (const name of await host.list('/etc/ssh')) if (/^ssh_host_.*_key(\.pub)?$/.test(name)) await host.remove(`/etc/ssh/${name}`);
    // Empty, not absent: systemd takes an absent one for a system that was never started and applies its presets.
    await host.writeFile('/etc/machine-id', '');
    await host.remove(journalPath); // Last: until here the machine is still the one that finished its first boot.
    await host.run('sync', []);
  } finally {
    await lock.release();
  }
  return [
    'This machine is prepared for cloning: shut it down now and copy its disk. Its next start is a first boot.',
    `Users, their keys and the models in ${modelsPath.replace('.json', '')} stay; remove what the clones are not to have.`,
  ];
}
