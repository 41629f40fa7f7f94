/** Where llama.cpp's programs are: our package on the medium and the target, `npm run llama`'s output in a checkout. */
import { join } from 'node:path';
import { InstallerError, exitCodes } from '../errors.ts';
import type { Host } from '../system/host.ts';

export interface Runtime {
  /** `…/llama-bench`; its libraries lie beside it. */
  bench: string;
}

const installed = '/usr/lib/cognos-llama';
/** As the source lies, and as the bundle in dist/ does. */
const checkouts = ['../..', '..'].map((up) => join(import.meta.dirname, up, 'build/llama', installed));

export async function findRuntime(host: Host, folders: readonly string[] = [installed, ...checkouts]): Promise<Runtime> {
  for (const folder of folders) {
    const bench = join(folder, 'llama-bench');
    if (await host.exists(bench)) return { bench };
  }
  throw new InstallerError({
    code: 'runtime-missing',
    message: `Nothing can be measured: llama-bench is not in ${folders[0] ?? installed}.`,
    action: 'Install the package cognos-llama, or in a checkout build it with "npm run llama".',
    exitCode: exitCodes.machineRefused,
  });
}
