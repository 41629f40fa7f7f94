/** The last step of a fetch: looked at, durable, then under its own name in one moment. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { GgufError } from '../../shared/models/gguf/gguf-error.ts';
import type { FetchContext } from './fetch-context.ts';
import type { Inspection } from './inspection.ts';
import { dropPartial } from './partial.ts';
import type { PartialPaths } from './places.ts';
import { quarantine } from './quarantine.ts';
import { forgetRefused } from './refused-sources.ts';

export async function placeModel(context: FetchContext, paths: PartialPaths, name: string, inspection: Inspection): Promise<void> {
  const { host, places, user } = context;
  if (user) await host.run('chown', ['0:0', '--', paths.file]);
  await host.run('chmod', ['0644', '--', paths.file]);
  await inspectOrRefuse(context, paths, name, inspection);
  // Its bytes before its name: after a power cut there is the whole file or none.
  await host.run('sync', ['--', paths.file]);
  await host.run('mv', ['--no-target-directory', '--', paths.file, `${places.models}/${name}`]);
  await host.run('sync', ['--', places.models]);
  await dropPartial(host, paths);
  await forgetRefused(host, places, name);
}

/** It has the digest it should have, so no other source would give a better one. */
async function inspectOrRefuse({ host, places }: FetchContext, paths: PartialPaths, name: string, inspection: Inspection): Promise<void> {
  try {
    await inspection.look();
  } catch (error) {
    if (!(error instanceof GgufError)) throw error;
    const aside = await quarantine(host, places, paths.file);
    await dropPartial(host, paths);
    throw new InstallerError({
      code: 'model-refused', exitCode: exitCodes.failedForGood,
      message: `${name} is not loaded: ${error.message.replace(`${paths.file}: `, '')}. It was moved to ${aside}`,
      action: 'Choose another model with `cognos-model add` and `cognos-model use`, and tell whoever made the catalogue.', cause: error,
    });
  }
}
