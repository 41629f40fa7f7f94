/** Which machines start from their disk: installed ones, and those that have failed until somebody asks for another try. */
import type { Store } from './open-store.ts';

export function localMacs(store: Store): string[] {
  return store.prepare("SELECT mac FROM macs JOIN machines ON machines.id = macs.machine WHERE machines.state IN ('firstboot', 'ready', 'failed')").all().map(({ mac }) => String(mac));
}
