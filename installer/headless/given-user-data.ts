/** The user-data that cloud-init found, as a spec that was given; undefined where there is none. */
import { findUserData } from '../../cloud-init/find-user-data.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

export async function givenUserData(host: Host): Promise<GivenSpec | undefined> {
  const found = await findUserData(host);
  return found && { file: found.path, bytes: new TextEncoder().encode(found.text) };
}
