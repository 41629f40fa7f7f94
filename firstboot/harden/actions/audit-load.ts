/**
 * The rules of /etc/audit/rules.d in the kernel. A kernel whose rules are sealed takes them from the next start on,
 * and one without audit (a container) never does: there is nothing to do in both but to make the file.
 */
import type { Host } from '../../../shared/system/host.ts';
import type { Action } from '../../../shared/harden/action.ts';
import { readIfThere } from '../../read-if-there.ts';

const compiled = '/etc/audit/audit.rules';
const folder = '/etc/audit/rules.d';

export const auditLoad: Action = {
  afterChange: true,
  async check(_, { host }) {
    if (!await host.exists('/usr/sbin/augenrules')) return undefined;
    return await isCompiled(host) ? undefined : 'the rules of /etc/audit/rules.d are not loaded';
  },
  async apply(_, { host, signal }) {
    if (!await host.exists('/run/systemd/system')) {
      await host.run('augenrules', [], { signal });
      return;
    }
    // 1 is what auditctl says of a sealed kernel; the file for the next start is made before that.
    await host.run('augenrules', ['--load'], { signal, okExitCodes: [0, 1] });
  },
};

/** augenrules puts all lines but comments in one file, with the control lines where it wants them. */
async function isCompiled(host: Host): Promise<boolean> {
  const lines = new Set(rulesOf(await readIfThere(host, compiled) ?? ''));
  const wanted: string[] = [];
  for (const name of await host.list(folder)) if (name.endsWith('.rules')) wanted.push(...rulesOf(await host.readFile(`${folder}/${name}`)));
  return wanted.every((line) => lines.has(line) || !/^-[aw]|^-e 2/.test(line));
}

function rulesOf(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
