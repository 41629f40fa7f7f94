/** Netplan's own form, which a spec has too. */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

export function translateNetwork(ledger: Ledger, at: Path): void {
  const outer = [...at, 'network'];
  if (!ledger.map(outer)) return;
  // The installers of 20.04 took the whole file of netplan, with its key `network`.
  const path = isMap(ledger.get([...outer, 'network'])) ? [...outer, 'network'] : outer;
  if (path !== outer) ledger.sayUnknown(outer, ['network']);
  if (Object.keys(ledger.get(path) as object).every((key) => key === 'version' || key === 'renderer')) return ledger.applied(path, 'names no interface: DHCP is tried on every wired one');
  if (ledger.get([...path, 'renderer']) === 'networkd') ledger.applied([...path, 'renderer'], 'networkd runs the network');
  ledger.carried(path, ['network']);
}
