/**
 * cloud-init applies what the installer handed over, or what a cloud gave; this lets its last stage begin, waits for it
 * and says how it went.
 */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { cloudInitDisabled, hardenedPath, seedFolder } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { FirstbootHandler } from '../step.ts';
import { isStageAhead } from './cloud-stage.ts';

const lastStage = 'cloud-final.service';

export const awaitCloudInit: FirstbootHandler<'await-cloud-init'> = async (_, { host, signal, warn }) => {
  await letGo(host);
  if (await host.exists(cloudInitDisabled)) return;
  // Written by cloud-init's generator: it found something to do on this boot.
  if (!await host.exists('/run/cloud-init/enabled')) return refuseToForget(host);
  while (await isStageAhead(host, lastStage)) await host.run('sleep', ['1'], { signal });
  for (const sentence of await complaints(host)) await warn(sentence);
};

/** The machine is hardened: what the user-data runs may come. Also where a run of an earlier boot has seen to it. */
export async function letGo(host: Host): Promise<void> {
  await host.writeFile(hardenedPath, '');
}

/** User-data that nobody applied is not to be wiped as if it had been. */
async function refuseToForget(host: Host): Promise<void> {
  if (!await host.exists(`${seedFolder}/nocloud/user-data`)) return;
  throw new InstallerError({
    code: 'cloud-init-off',
    message: 'The rest of the user-data was not applied: cloud-init is switched off on this boot',
    action: 'Boot without cloud-init=disabled on the kernel line; it is applied then.',
    exitCode: exitCodes.failedResumable,
  });
}

/**
 * result.json is `{"v1": {"datasource": …, "errors": ["('runcmd', RuntimeError(…))", …]}}`. Only the modules' names
 * are taken from it: an error quotes command lines, and those may hold secrets.
 */
async function complaints(host: Host): Promise<string[]> {
  const text = await readIfThere(host, '/run/cloud-init/result.json');
  if (text === undefined) return ['cloud-init did not come to its end: see `journalctl -u cloud-final` and /var/log/cloud-init.log'];
  return readErrors(text).map((error) => {
    const module = /^\('([\w-]+)'/.exec(error)?.[1];
    return `cloud-init: ${module ? `the module ${module}` : 'a stage'} failed; /var/log/cloud-init.log says why`;
  });
}

function readErrors(text: string): string[] {
  try {
    const { v1 } = JSON.parse(text) as { v1?: { errors?: unknown } };
    return Array.isArray(v1?.errors) ? v1.errors.map(String) : [];
  } catch {
    return ['unreadable'];
  }
}
