/** Questions to a running guest: a command each, and what its answer has to look like. */
import type { Check } from './check-installed-system.ts';
import type { Vm } from './vm.ts';

export async function askGuest(vm: Vm, questions: Readonly<Record<string, RegExp>>, timeoutMs: number): Promise<Check[]> {
  const checks: Check[] = [];
  for (const [command, wanted] of Object.entries(questions)) {
    const { stdout, stderr } = await vm.trySsh(`PATH=$PATH:/usr/sbin; ${command}`, { timeoutMs });
    const said = stdout.trim();
    checks.push({ check: command, ok: wanted.test(said), detail: (said || stderr.trim()).slice(0, 300) });
  }
  return checks;
}
