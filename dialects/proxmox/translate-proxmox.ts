/** An answer file of Proxmox's automated installer -> a spec that validates, and what became of everything in the file. */
import { settle, type Hash, type Translation } from '../../shared/foreign/translation.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Located } from '../../shared/spec/read-document.ts';
import { createLedger } from '../ledger.ts';
import { translateDisks } from './disks.ts';
import { translateGlobal } from './global.ts';
import { translateHooks } from './hooks.ts';
import { sayUnknownKeys } from './key.ts';
import { translateNetwork } from './network.ts';
import { translateRoot } from './root.ts';

/** Of Proxmox VE 8.2 to 9.2 and its sisters for backup and mail. */
const known = ['global', 'network', 'disk-setup', 'post-installation-webhook', 'first-boot'];

/** @param _hash nobody gets a password: the only one in such a file is root's */
export async function translateProxmox({ value, ...located }: Located & { value: unknown }, _hash: Hash): Promise<Translation> {
  const ledger = createLedger(value, located);
  ledger.put(['cognos', 'version'], 1);
  if (isMap(value)) {
    ledger.put(['cognos', 'unattended'], true);
    sayUnknownKeys(ledger, [], known);
    translateGlobal(ledger);
    translateRoot(ledger);
    translateNetwork(ledger);
    translateDisks(ledger);
    translateHooks(ledger);
  } else ledger.refused([], 'has to be a table of tables, such as [global] and [disk-setup]');
  return settle(ledger, { file: located.file, dialect: 'proxmox', encoding: 'UTF-8' });
}
