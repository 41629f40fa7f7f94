/** A host name, now and for every later start. */
import { CommandError, type Host } from '../../shared/system/host.ts';
import { readIfThere } from '../read-if-there.ts';

export async function nameMachine(host: Host, name: string, signal: AbortSignal): Promise<void> {
  const short = name.split('.')[0] ?? name;
  await host.writeFile('/etc/hosts', hostsWith(await readIfThere(host, '/etc/hosts') ?? '127.0.0.1\tlocalhost\n', name === short ? short : `${name} ${short}`));
  await host.writeFile('/etc/hostname', `${short}\n`);
  try {
    // By the service that may: ours has no right to name the running kernel.
    await host.run('hostnamectl', ['--no-ask-password', 'hostname', short], { signal });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error; // Then it has its name from the next start on.
  }
}

/** 127.0.1.1 as Debian's own installer writes it (Debian reference, 5.1.1). */
export function hostsWith(hosts: string, names: string): string {
  const line = `127.0.1.1\t${names}`;
  return /^127\.0\.1\.1\s/m.test(hosts) ? hosts.replace(/^127\.0\.1\.1\s.*$/m, line) : hosts.replace(/^(127\.0\.0\.1\s.*\n|)/, `$1${line}\n`);
}
