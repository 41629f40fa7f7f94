/** Subiquity's autoinstall, version 1 -> a spec that validates, and what became of everything in the file. */
import { settle, type Hash, type Translation } from '../../shared/foreign/translation.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Located } from '../../shared/spec/read-document.ts';
import { createLedger, type Ledger } from '../ledger.ts';
import { translateAccounts } from './accounts.ts';
import { translateApt } from './apt.ts';
import { translateCommands } from './commands.ts';
import { translateConsent } from './consent.ts';
import { translateNetwork } from './network.ts';
import { translatePackages } from './packages.ts';
import { translatePlaces } from './places.ts';
import { translateStorage } from './storage.ts';
import { translateUserData } from './user-data.ts';

/** Of Subiquity 24.08 and what came since; the reference manual calls them top-level keys. */
const known = [
  'version', 'interactive-sections', 'early-commands', 'locale', 'refresh-installer', 'keyboard', 'source', 'network', 'proxy', 'apt', 'storage', 'identity', 'active-directory', 'ubuntu-pro', 'ssh', 'codecs', 'drivers',
  'oem', 'snaps', 'debconf-selections', 'packages', 'kernel', 'kernel-crash-dumps', 'timezone', 'updates', 'shutdown', 'late-commands', 'error-commands', 'reporting', 'user-data', 'zdevs', 'install', 'debconf_selections', 'ubuntu-advantage',
];

/** @param at where the autoinstall begins in the document (autoinstallAt) */
export async function translateAutoinstall({ value, ...located }: Located & { value: unknown }, at: Path, hash: Hash): Promise<Translation> {
  const ledger = createLedger(value, located);
  ledger.put(['cognos', 'version'], 1);
  const whole = ledger.get(at);
  if (isMap(whole)) {
    ledger.sayUnknown(at, known);
    if (ledger.get([...at, 'version']) === 1) ledger.applied([...at, 'version'], 'the version of this form');
    else ledger.refused(at, 'has to say version: 1, the only one that there is');
    translateBeside(ledger, at);
    await translatePlaces(ledger, at);
    translateNetwork(ledger, at);
    translateApt(ledger, at);
    await translateAccounts(ledger, at, hash);
    translateStorage(ledger, at);
    translatePackages(ledger, at);
    translateCommands(ledger, at);
    translateUserData(ledger, at);
    translateConsent(ledger, at);
  } else ledger.refused(at, 'has to be a map of keys, at least version: 1 and identity');
  return settle(ledger, { file: located.file, dialect: 'autoinstall', encoding: 'UTF-8' });
}

/** Of a #cloud-config that has an autoinstall in it. */
function translateBeside(ledger: Ledger, at: Path): void {
  if (at.length === 0) return;
  // Subiquity leaves the machine the network that its live system had: for us, what the datasource gave (addNetwork).
  if (ledger.get([...at, 'network']) === undefined && isMap(ledger.get(['network']))) ledger.carried(['network'], ['network'], 'is that of the live system, which the machine keeps where autoinstall says nothing of it');
  for (const key of Object.keys(ledger.get([]) as object)) {
    if (key !== 'autoinstall') ledger.notApplicable([key], 'is for the live system of the installer, not for the one that is installed; what is meant for that stands in autoinstall under user-data', true);
  }
}
