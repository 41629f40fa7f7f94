/** The name of the machine; a transient one is what counts while there is no static one. */
import { machineName } from '../../shared/foreign/machine-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

const at: Path = ['hostname'];

export function translateHostname(ledger: Ledger): void {
  if (typeof ledger.get(at) === 'string') return translateName(ledger, at);
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['static', 'transient']);
  const [fixed, transient] = [[...at, 'static'], [...at, 'transient']];
  const name = ledger.text(fixed);
  if (name === undefined) translateName(ledger, transient, 'as there is no static one');
  else translateName(ledger, fixed);
  ledger.notApplicable(fixed, 'is empty');
  ledger.notApplicable(transient, ledger.text(transient) === undefined ? 'is empty' : 'hostname.static is the name');
}

function translateName(ledger: Ledger, path: Path, note?: string): void {
  const name = ledger.text(path);
  if (name === undefined) return;
  const { values, paths } = machineName(name);
  for (const [key, value] of Object.entries(values)) ledger.put([key], value);
  ledger.translated(path, paths, note);
}
