/** A profile of Agama, openSUSE's installer -> a spec that validates, and what became of everything in the file. */
import { settle, type Hash, type Translation } from '../../shared/foreign/translation.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Located } from '../../shared/spec/read-document.ts';
import { createLedger } from '../ledger.ts';
import { translateAccounts } from './accounts.ts';
import { translateBootloader } from './bootloader.ts';
import { translateFiles } from './files.ts';
import { translateHostname } from './hostname.ts';
import { jsonnetSentence } from './is-agama.ts';
import { translateNetwork } from './network.ts';
import { translateOwn } from './own.ts';
import { translatePlaces } from './places.ts';
import { translateProxy } from './proxy.ts';
import { translateScripts } from './scripts.ts';
import { translateSoftware } from './software.ts';
import { translateStorage } from './storage.ts';

/** Of Agama 4 to 19, as in openSUSE Leap 16 and SUSE Linux Enterprise 16, and what it left behind on the way. */
const known = [
  '$schema', 'product', 'software', 'localization', 'l10n', 'hostname', 'user', 'root', 'network', 'proxy', 'storage', 'legacyAutoyastStorage', 'scripts', 'files', 'bootloader', 'questions', 'security',
  'iscsi', 'dasd', 'zfcp',
];

export async function translateAgama({ value, ...located }: Located & { value: unknown }, hash: Hash): Promise<Translation> {
  const ledger = createLedger(value, located);
  ledger.put(['cognos', 'version'], 1);
  if (isCommented(value)) ledger.refused([], jsonnetSentence);
  else if (isMap(value)) {
    // Nobody is asked by Agama once it has a profile.
    ledger.put(['cognos', 'unattended'], true);
    ledger.sayUnknown([], known);
    await translatePlaces(ledger);
    translateHostname(ledger);
    await translateAccounts(ledger, hash);
    translateNetwork(ledger);
    translateProxy(ledger);
    translateStorage(ledger);
    translateSoftware(ledger);
    translateFiles(ledger);
    translateScripts(ledger);
    translateBootloader(ledger);
    translateOwn(ledger);
  } else ledger.refused([], 'has to be a map of keys, such as product and user');
  return settle(ledger, { file: located.file, dialect: 'agama', encoding: 'UTF-8' });
}

/** YAML reads much of Jsonnet, and takes a comment of it for the beginning of a key. */
function isCommented(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(isCommented);
  return isMap(node) && Object.entries(node).some(([key, child]) => /^\/[/*]/.test(key) || isCommented(child));
}
