/** Is this document what Subiquity, Ubuntu's installer, takes as autoinstall? */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';

/** Of a file that leaves the key `autoinstall` out, as Subiquity's own /autoinstall.yaml may. */
const telling = ['identity', 'storage', 'late-commands', 'early-commands', 'interactive-sections', 'refresh-installer', 'user-data', 'debconf-selections', 'source'];
/** Keys of ours, of which Subiquity knows none. */
const ours = ['cognos', 'hostname', 'users', 'user', 'runcmd', 'write_files', 'fqdn'];

/** Where it begins; undefined for everything else. */
export function autoinstallAt(value: unknown): Path | undefined {
  if (!isMap(value) || Object.hasOwn(value, 'cognos')) return undefined;
  if (Object.hasOwn(value, 'autoinstall')) return ['autoinstall'];
  const keys = Object.keys(value);
  return value['version'] === 1 && keys.some((key) => telling.includes(key)) && !keys.some((key) => ours.includes(key)) ? [] : undefined;
}
