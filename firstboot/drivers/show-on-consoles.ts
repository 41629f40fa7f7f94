/** A text for whoever sits at this machine, on every console and nowhere else: not in the journal, in no file. */
import { CommandError, type Host } from '../../shared/system/host.ts';

export async function showOnConsoles(host: Host, text: string): Promise<void> {
  const names = (await host.readFile('/sys/class/tty/console/active')).trim().split(/\s+/);
  for (const name of names) {
    try {
      // dd rather than tee, which would repeat it on its own output.
      await host.run('dd', [`of=/dev/${name === 'tty0' ? 'tty1' : name}`, 'conv=notrunc', 'status=none'], { stdin: text.replaceAll('\n', '\r\n') });
    } catch (error) {
      // A console= without hardware behind it.
      if (!(error instanceof CommandError)) throw error;
    }
  }
}
