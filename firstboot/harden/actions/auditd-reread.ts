/** auditd refuses to be restarted; a signal makes it read its file again. */
import type { Action } from '../../../shared/harden/action.ts';

export const auditdReread: Action = {
  afterChange: true,
  check: async () => undefined,
  async apply(_, { host, signal }) {
    if (!await host.exists('/run/systemd/system')) return;
    // 1: it does not run, and reads its file when it starts.
    await host.run('systemctl', ['kill', '--kill-who=main', '--signal=HUP', 'auditd.service'], { signal, okExitCodes: [0, 1] });
  },
};
