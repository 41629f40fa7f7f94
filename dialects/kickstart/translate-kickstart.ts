/** A kickstart file -> a spec that validates, and what became of each of its lines. */
import { settle, type Hash, type Translation } from '../../shared/foreign/translation.ts';
import { createSheet } from './sheet.ts';
import type { Kickstart } from './statement.ts';
import { translateAccounts } from './translate-accounts.ts';
import { translateBoot } from './translate-boot.ts';
import { translateNetwork } from './translate-network.ts';
import { translateOthers } from './translate-others.ts';
import { translatePackages } from './translate-packages.ts';
import { translatePlaces } from './translate-places.ts';
import { translateScripts } from './translate-scripts.ts';
import { translateSecurity } from './translate-security.ts';
import { translateStorage } from './translate-storage.ts';

export async function translateKickstart(kickstart: Kickstart, hash: Hash): Promise<Translation> {
  const sheet = createSheet(kickstart);
  sheet.put(['cognos', 'version'], 1);
  await translatePlaces(sheet);
  translateNetwork(sheet);
  await translateAccounts(sheet, hash);
  // Users first: without one nothing is installed unattended.
  translateStorage(sheet);
  translatePackages(sheet);
  // Packages first: a service is switched on where its package is named.
  translateSecurity(sheet);
  translateBoot(sheet);
  translateOthers(sheet);
  translateScripts(sheet);
  return settle(sheet, { file: kickstart.file, dialect: 'kickstart', encoding: kickstart.encoding });
}
