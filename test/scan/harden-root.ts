/**
 * The controls of a profile applied to a root by the code that first boot applies them with. Started by scan-root.ts in an
 * enclosure: node harden-root.ts ROOT PROFILE. Prints what is still not so, as JSON.
 */
import { applyControl } from '../../shared/harden/apply-control.ts';
import type { PartContext } from '../../shared/harden/action.ts';
import { openBackups } from '../../shared/harden/backups.ts';
import { chooseControls } from '../../shared/harden/choose-controls.ts';
import { profiles, type HardenFacts, type Profile } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { findAction } from '../../firstboot/harden/actions/index.ts';
import type { Host } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { targetHost } from '../../shared/system/target-host.ts';

export interface Unfinished { id: string; why: string }

const [root = '', name = ''] = process.argv.slice(2);
const profile = profiles.find((known): known is Profile => known === name);
if (root === '' || profile === undefined) throw new Error('usage: harden-root.ts ROOT PROFILE');

/** A server as the installer leaves it: one person with a key, ssh let in, nothing excepted. */
const facts: HardenFacts = {
  profile, exceptions: [], skip: [], allow: [{ name: 'ssh', port: 22, protocol: 'tcp', from: [] }], keyLogin: true, people: ['ada'],
  updates: { automatic: 'security', reboot: 'never' },
};
const target = targetHost(localHost, root);
/** The kernel's knobs and mounts belong to the machine that the tests run on; only those of this network are ours to turn. */
const isForeign = (path: string): boolean => (path.startsWith('/proc/sys/') && !path.startsWith('/proc/sys/net/')) || path === '/proc/self/mounts';
const host: Host = {
  ...target,
  readFile: async (path) => {
    if (isForeign(path)) throw Object.assign(new Error(`ENOENT: ${path} is the test machine's`), { code: 'ENOENT' });
    return target.readFile(path);
  },
  exists: async (path) => !isForeign(path) && await target.exists(path),
  run: async (file, args, options) => (file === 'sysctl' && !args.some((word) => word.startsWith('net.')) ? '' : target.run(file, args, options)),
};
const unfinished: Unfinished[] = [];
const context: PartContext = { host, facts, findAction, warn: async (message) => { unfinished.push({ id: 'warning', why: message }); } };
const backups = await openBackups(host);
for (const control of chooseControls(controls, facts).apply) {
  const faults = await applyControl(control, backups, context).catch((error: unknown) => [{ why: error instanceof Error ? error.message : String(error) }]);
  for (const { why } of faults) unfinished.push({ id: control.id, why });
}
process.stdout.write(JSON.stringify(unfinished));
