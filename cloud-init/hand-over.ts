/**
 * The user-data that the target's own cloud-init gets: the spec without what the installer has carried over already.
 * Users exist by then, so an entry for one only names what is still to be done for it.
 */
import type { InstallSpec, User } from '../shared/spec/install-spec.ts';
import { handedApt, isCarried } from './keys.ts';
import { normalUsers } from './normal-users.ts';

/** undefined when nothing is left for cloud-init. */
export function handOver(spec: InstallSpec): Record<string, unknown> | undefined {
  const rest = Object.fromEntries(Object.entries(spec).filter(([key]) => !isCarried(key) && key !== 'apt' && key !== 'ssh_import_id'));
  const apt = handedApt(spec.apt ?? {});
  const users = normalUsers(spec).flatMap(imports);
  const left = { ...rest, ...Object.keys(apt).length > 0 ? { apt } : {}, ...users.length > 0 ? { users } : {} };
  // That nobody else is to be made, 90-cognos.cfg says: in user-data cloud-init's schema refuses an empty list.
  return Object.keys(left).length === 0 ? undefined : left;
}

/**
 * As text for cloud-init: JSON, which YAML 1.1 reads the same. Plain YAML 1.2 would not do: its `no` and 0644 mean
 * other things there. What PyYAML takes for line breaks is escaped.
 */
export function handOverText(userData: Record<string, unknown>): string {
  const json = JSON.stringify(userData, undefined, 1).replace(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `#cloud-config\n${json}\n`;
}

/** lock_passwd: false means "leave the password alone": cloud-init locks it otherwise, also of a user that exists. */
function imports({ name, ssh_import_id: ids = [] }: User): Record<string, unknown>[] {
  return ids.length === 0 ? [] : [{ name, lock_passwd: false, ssh_import_id: ids }];
}
