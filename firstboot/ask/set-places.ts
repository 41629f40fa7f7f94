/** Keyboard and language, as the installer writes them. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { keyboardFile } from '../../shared/spec/keyboard-file.ts';
import type { Host } from '../../shared/system/host.ts';

export async function setPlaces(host: Host, { keyboard, locale }: InstallSpec): Promise<void> {
  if (keyboard !== undefined) await host.writeFile('/etc/default/keyboard', keyboardFile(keyboard));
  if (locale !== undefined) await host.writeFile('/etc/default/locale', `LANG=${locale}\n`);
}
