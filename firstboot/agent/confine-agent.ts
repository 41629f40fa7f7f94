/** The agent's AppArmor profile, loaded and in enforce mode; the machine works without, and that is said. */
import { CommandError, type Host } from '../../shared/system/host.ts';
import { readIfThere } from '../read-if-there.ts';

const profilePath = '/etc/apparmor.d/cognos.agent';
const loadedPath = '/sys/kernel/security/apparmor/profiles';

export async function confineAgent(host: Host, warn: (message: string) => Promise<void>): Promise<void> {
  // No such file: a kernel without AppArmor, or with it switched off.
  if (await isConfined(host) || !await host.exists(profilePath)) return;
  if (await host.exists(loadedPath)) {
    try {
      await host.run('apparmor_parser', ['--replace', '--write-cache', profilePath]);
      return;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return warn(`The agent runs without its AppArmor profile: ${error.message}`);
    }
  }
  await warn('The agent runs without its AppArmor profile: AppArmor is not active in this kernel');
}

async function isConfined(host: Host): Promise<boolean> {
  return /^cognos\.agent \(enforce\)$/m.test(await readIfThere(host, loadedPath) ?? '');
}
