/** A file that is not what it should be is moved aside, for whoever wants to know why. One is kept. */
import type { Host } from '../../shared/system/host.ts';
import { quarantinePrefix, type Places } from './places.ts';

/** @returns where it is now */
export async function quarantine(host: Host, { models }: Places, path: string): Promise<string> {
  for (const name of await host.list(models)) if (name.startsWith(quarantinePrefix)) await host.remove(`${models}/${name}`);
  const aside = `${models}/${quarantinePrefix}${path.split('/').at(-1)}`;
  await host.run('mv', ['--no-target-directory', '--', path, aside]);
  if (process.getuid?.() === 0) await host.run('chown', ['0:0', '--', aside]);
  await host.run('chmod', ['0600', '--', aside]);
  return aside;
}
