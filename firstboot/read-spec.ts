/** The spec of this machine, without its secrets: what the installer saved, or first boot took from cloud-init. */
import { readDocument } from '../shared/spec/read-document.ts';
import type { InstallSpec } from '../shared/spec/install-spec.ts';
import { validateSpec } from '../shared/spec/validate-spec.ts';
import { exitCodes, RefusedError } from '../shared/errors.ts';
import type { Host } from '../shared/system/host.ts';
import { specPath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

/** Of a machine without a spec: everything as by default. */
export const noSpec: InstallSpec = { cognos: { version: 1 } };

/** Throws RefusedError, with places in the file, for a spec that was edited into something that cannot be. */
export async function readSpec(host: Host): Promise<InstallSpec> {
  const text = await readIfThere(host, specPath);
  if (text === undefined || text.trim() === '') return noSpec;
  const document = await readDocument(Buffer.from(text), specPath);
  if (!document.ok) throw new RefusedError(document.findings, exitCodes.specRefused);
  const validation = await validateSpec(document.value, document);
  if (!validation.ok) throw new RefusedError(validation.findings, exitCodes.specRefused);
  return validation.spec;
}
