/** The firewall: one ruleset, loaded and loaded again at every start. */
import type { Control } from '../control.ts';
import { ownRulesFolder, ruleset, rulesetPath } from '../ruleset.ts';

export const firewallControls: readonly Control[] = [
  {
    id: 'firewall-tools', group: 'firewall', level: 'baseline', cis: ['4.3.1', '4.3.2', '4.1.1'], stage: 'first-boot',
    title: 'nftables is installed and no other firewall is',
    why: 'Two programs that write rules overwrite each other, and nobody can say what is let in.',
    parts: () => [
      { kind: 'package', name: 'nftables', present: true },
      { kind: 'package', name: 'ufw', present: false },
      { kind: 'package', name: 'iptables-persistent', present: false },
    ],
  },
  {
    id: 'firewall-default-drop', group: 'firewall', level: 'baseline', stage: 'install',
    cis: ['4.3.3', '4.3.4', '4.3.5', '4.3.6', '4.3.7', '4.3.8', '4.3.9', '4.3.10'],
    title: 'what comes in is dropped, but for the services that are opened',
    why: 'A service that somebody starts tomorrow is not reachable before somebody says so. The model\'s API is not open either.',
    parts: (facts) => [
      { kind: 'file', path: `${ownRulesFolder}/00-own-rules.nft`, content: '# Own openings, for example:\n# add rule inet filter own_input tcp dport 9000 accept\n' },
      { kind: 'file', path: rulesetPath, content: ruleset(facts), mode: 0o640 },
      { kind: 'action', name: 'load-firewall' },
      { kind: 'unit', name: 'nftables.service', state: 'enabled' },
    ],
  },
];
