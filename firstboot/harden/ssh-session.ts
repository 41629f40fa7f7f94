/** Whether this command was typed in an ssh session: one of the processes above it is sshd. sudo hides SSH_CONNECTION. */
import { readText } from '../../shared/system/read-text.ts';
import type { Host } from '../../shared/system/host.ts';

export async function isOverSsh(host: Host, pid: number): Promise<boolean> {
  for (let at = pid, steps = 0; at > 1 && steps < 64; steps += 1) {
    const status = await readText(host, `/proc/${at}/status`) ?? '';
    if (/^Name:\s+sshd/m.test(status)) return true;
    at = Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);
  }
  return false;
}
