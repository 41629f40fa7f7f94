/** What runs on the first boot, and to whom the end is told. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { keyOf, sayUnknownKeys } from './key.ts';

export function translateHooks(ledger: Ledger): void {
  translateWebhook(ledger, keyOf(ledger, [], 'post-installation-webhook'));
  translateFirstBoot(ledger, keyOf(ledger, [], 'first-boot'));
}

function translateWebhook(ledger: Ledger, at: Path): void {
  if (!ledger.map(at)) return;
  sayUnknownKeys(ledger, at, ['url', 'cert-fingerprint', 'auth-token']);
  ledger.refused(keyOf(ledger, at, 'cert-fingerprint'), 'certificates are checked by who signed them, and not by a fingerprint; leave it out, and give the server one that a known authority signed');
  ledger.refused(keyOf(ledger, at, 'auth-token'), 'is sent otherwise here; leave it out, and write cognos: firstboot: report: {token: …} in user-data');
  const path = [...at, 'url'];
  const url = ledger.text(path);
  const to = ['cognos', 'firstboot', 'report', 'url'];
  if (url === undefined) return ledger.notApplicable(at, 'names no address', true);
  if (!url.startsWith('https://')) return ledger.refused(path, 'what happened is told to https addresses only; write https://…');
  ledger.put(to, url);
  ledger.translated(path, [to], 'when first boot is over, in CognOS\'s own form');
}

function translateFirstBoot(ledger: Ledger, at: Path): void {
  if (!ledger.map(at)) return;
  sayUnknownKeys(ledger, at, ['source', 'ordering', 'url', 'cert-fingerprint']);
  const source = [...at, 'source'];
  const said = ledger.text(source);
  if (said === 'from-iso') ledger.refused(source, 'the script lies on Proxmox\'s own medium; write what it does as runcmd in user-data');
  else ledger.refused(said === undefined ? at : source, 'a script that lies elsewhere is not run unseen; write it as runcmd in user-data, or what it does');
  ledger.notApplicable([...at, 'url'], 'goes with the script, which is refused');
  for (const key of ['ordering', 'cert-fingerprint']) ledger.notApplicable(keyOf(ledger, at, key), 'goes with the script, which is refused');
}
