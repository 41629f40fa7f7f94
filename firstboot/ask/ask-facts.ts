/** What decides which questions are open, as read from this machine. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';

export interface AskFacts {
  spec: InstallSpec;
  /** /etc/cognos/spec.yaml is there, from the installer or from cloud-init. */
  hasSpec: boolean;
  /** Text of /etc/passwd and /etc/shadow. */
  passwd: string;
  shadow: string;
  /** Names of people whose authorized_keys holds a key. */
  withKeys: readonly string[];
  /** What the kernel is called now, and what /etc/hostname says. */
  hostname: string;
  /** Wired and wireless interfaces of the machine, without loopback and virtual ones. */
  interfaces: readonly { name: string; carrier: boolean; addresses: readonly string[] }[];
  /** netplan, networkd or ifupdown has a configuration of its own. */
  networkConfigured: boolean;
  /** A model was chosen, by the installer or by an earlier step. */
  chosen: boolean;
  machineId: string;
}

interface Entry { name: string; uid: number; home: string; shell: string }

export function readPasswd(passwd: string): Entry[] {
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, , , home = '', shell = ''] = line.split(':');
    return name ? [{ name, uid: Number(uid), home, shell }] : [];
  });
}

/** Accounts of people: Debian gives them 1000 to 59999 (login.defs), and a shell. */
export function peopleOf(passwd: string): Entry[] {
  return readPasswd(passwd).filter(({ uid, shell }) => uid >= 1000 && uid < 60000 && !/\/(nologin|false)$/.test(shell));
}
