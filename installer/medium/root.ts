import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSources } from './apt-sources.ts';
import type { AptSource } from './apt-sources.ts';
import { command } from './command.ts';
import { rootPackages } from './root-packages.ts';
import type { Stages } from './stage.ts';

const options = [
  '--variant=minbase', '--mode=root', '--format=tar',
  '--aptopt=APT::Install-Recommends "false"',
  '--aptopt=Acquire::Retries "3"',
  '--dpkgopt=force-unsafe-io',
];

/** `root.tar`: the Debian part of the target, straight from mmdebstrap. Made again only when the package list changes. */
export async function buildRoot(stages: Stages, sources: readonly AptSource[], epoch: number): Promise<string> {
  const names = rootPackages.map(([name]) => name);
  const stage = await stages.run('root', { names, sources, options }, async (into) => {
    await writeFile(join(into, 'sources.list'), formatSources(sources));
    await command('mmdebstrap', [
      ...options, `--include=${names.join(',')}`, 'bookworm', join(into, 'root.tar'), join(into, 'sources.list'),
    ], { env: { SOURCE_DATE_EPOCH: String(epoch), DEBIAN_FRONTEND: 'noninteractive' } });
  });
  return join(stage, 'root.tar');
}
