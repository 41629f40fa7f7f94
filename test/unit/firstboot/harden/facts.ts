/** A server as the installer leaves it, for tests. */
import type { ActionContext } from '../../../../shared/harden/action.ts';
import type { HardenFacts } from '../../../../shared/harden/control.ts';
import type { Host } from '../../../../shared/system/host.ts';

export function hardenFacts(facts: Partial<HardenFacts> = {}): HardenFacts {
  return {
    profile: 'cis-level1-server', exceptions: [], skip: [], allow: [{ name: 'ssh', port: 22, protocol: 'tcp', from: [] }],
    keyLogin: true, people: ['ada'], updates: { automatic: 'security', reboot: 'never' }, ...facts,
  };
}

export function runContext(host: Host, facts: HardenFacts = hardenFacts()): ActionContext {
  return { host, facts, warn: async () => undefined };
}
