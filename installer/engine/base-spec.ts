/** A user-data file that a person completes: what it says fills in the answers, and stays where no screen asks. */
import { formatFinding } from '../../shared/errors.ts';
import { readDocument } from '../../shared/spec/read-document.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { validateSpec } from '../../shared/spec/validate-spec.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/** Undefined for one that cannot be taken: that is said, and a person is there to answer everything. */
export async function readBase({ bytes, file }: GivenSpec, log: (line: string) => void): Promise<InstallSpec | undefined> {
  const document = await readDocument(bytes, file);
  const validation = document.ok ? await validateSpec(document.value, document) : document;
  if (!validation.ok) {
    for (const finding of validation.findings) log(`the user-data is not used: ${formatFinding(finding)}`);
    return undefined;
  }
  const { spec } = validation;
  // Nobody said that nobody is to be asked: everything is, with what the file says as the first answer.
  return { ...spec, cognos: { ...spec.cognos, interactive: spec.cognos.interactive || true } };
}
