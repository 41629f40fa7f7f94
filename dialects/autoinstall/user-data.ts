/** user-data: what the installed machine's cloud-init gets, which is a spec of ours but for the part called cognos. */
import { valueAt } from '../../shared/foreign/draft-spec.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

/** Lists that are added to; everything else is said once. */
const lists = ['users', 'runcmd', 'write_files', 'packages', 'ssh_authorized_keys'];

export function translateUserData(ledger: Ledger, at: Path): void {
  const path = [...at, 'user-data'];
  for (const [key, value] of Object.entries(ledger.map(path) ?? {})) {
    const from = [...path, key];
    const there = ledger.spec[key];
    if (key === 'cognos') translateOwn(ledger, from);
    else if (key === 'disable_root' && value === false) ledger.notApplicable(from, 'root has no login on CognOS, whatever this says', true);
    else if (key === 'disable_root') ledger.applied(from, 'root has no login');
    else if (there === undefined) ledger.carried(from, [key]);
    else if (lists.includes(key) && Array.isArray(value) && Array.isArray(there)) addTo(ledger, from, [key, there.length], value.length);
    else ledger.refused(from, 'another key of this file says it too; say it once, here or there');
  }
}

/** A list goes on where there is one. */
function carryOnce(ledger: Ledger, from: Path, to: Path): void {
  const there = valueAt(ledger.spec, to);
  const count = ledger.get(from);
  if (there === undefined) ledger.carried(from, to);
  else if (Array.isArray(there) && Array.isArray(count)) count.forEach((_, index) => { ledger.carried([...from, index], [...to, there.length]); });
  else ledger.refused(from, 'another key of this file says it too; say it once, here or there');
}

function addTo(ledger: Ledger, from: Path, [key, first]: [key: string, first: number], count: number): void {
  for (let index = 0; index < count; index += 1) ledger.carried([...from, index], [key, first + index]);
}

/** Disk and consent are those of the file around it. */
function translateOwn(ledger: Ledger, at: Path): void {
  for (const key of Object.keys(ledger.map(at) ?? {})) {
    if (['ai', 'firstboot'].includes(key)) ledger.carried([...at, key], ['cognos', key]);
    else if (key === 'version') ledger.applied([...at, key], 'the version of this part');
    else if (key === 'security' || key === 'install') for (const each of Object.keys(ledger.map([...at, key]) ?? {})) carryOnce(ledger, [...at, key, each], ['cognos', key, each]);
    else ledger.refused([...at, key], 'below cognos stand ai, security, firstboot and install; disk and consent are those of the autoinstall');
  }
}
