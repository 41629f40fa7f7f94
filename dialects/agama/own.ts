/** What only Agama itself, SUSE's registration or a mainframe has a use for. */
import type { Ledger } from '../ledger.ts';

export function translateOwn(ledger: Ledger): void {
  ledger.notApplicable(['$schema'], 'says what checks this file');
  translateProduct(ledger);
  if (ledger.map(['questions'])) {
    ledger.sayUnknown(['questions'], ['policy', 'answers']);
    ledger.applied(['questions', 'policy'], 'nothing is asked');
    ledger.notApplicable(['questions', 'answers'], 'answers what only Agama asks');
  }
  if (ledger.map(['security'])) {
    ledger.sayUnknown(['security'], ['sslCertificates']);
    ledger.notApplicable(['security', 'sslCertificates'], 'is for the server of SUSE\'s registration');
  }
  const nothing = (value: unknown): boolean => value === undefined || (typeof value === 'object' && value !== null && Object.values(value).every((part) => Array.isArray(part) && part.length === 0));
  if (!nothing(ledger.get(['iscsi']))) ledger.refused(['iscsi'], 'CognOS installs to a disk of the machine itself; leave it out, and mount what iSCSI has afterwards (package open-iscsi)');
  for (const key of ['dasd', 'zfcp']) if (!nothing(ledger.get([key]))) ledger.refused([key], 'disks of IBM Z: CognOS is for machines with an amd64 processor; leave it out');
  for (const key of ['iscsi', 'dasd', 'zfcp']) ledger.notApplicable([key], 'names no disk');
}

/** Registration codes are never repeated. */
function translateProduct(ledger: Ledger): void {
  const at = ['product'];
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['id', 'mode', 'registrationCode', 'registrationEmail', 'registrationUrl', 'addons']);
  for (const key of ['id', 'mode']) ledger.notApplicable([...at, key], 'the system is CognOS, whichever product this is');
  for (const key of ['registrationCode', 'registrationEmail', 'registrationUrl']) ledger.notApplicable([...at, key], 'CognOS needs no registration');
  const addons = ledger.get([...at, 'addons']);
  const none = Array.isArray(addons) && addons.length === 0;
  ledger.notApplicable([...at, 'addons'], none ? 'is empty' : 'SUSE\'s own products are not installed; if something of them is needed, write Debian\'s packages for it into packages: of the user-data', !none);
}
