/**
 * Hardening as data. A control says what it guards, how far a profile must go for it, and the parts that make it so;
 * checker, writer and undo follow from the parts. Pure: what a part needs to know of the machine is in the facts.
 */
export const profiles = ['none', 'baseline', 'cis-level1-server', 'cis-level2-server'] as const;
/** Each includes those before it. */
export type Profile = typeof profiles[number];
export type Level = Exclude<Profile, 'none'>;
export const exceptions = ['containers', 'usb-storage', 'ipv6-ra', 'squashfs'] as const;
/** What a control would break that this machine needs. */
export type Exception = typeof exceptions[number];

/** In the order in which first boot does them; one step a group. */
export const groups = [
  'firewall', 'ssh', 'accounts', 'pam', 'sudo', 'kernel', 'modules', 'filesystems', 'boot', 'packages', 'services', 'time', 'cron',
  'logging', 'audit', 'mandatory-access', 'files', 'banners', 'updates', 'integrity',
] as const;
export type Group = typeof groups[number];

export interface HardenFacts {
  profile: Profile;
  exceptions: readonly Exception[];
  /** Ids that the spec leaves out. */
  skip: readonly string[];
  /** What the firewall lets in. */
  allow: readonly AllowedService[];
  /** Somebody can log in with a key, so passwords are not taken over ssh. */
  keyLogin: boolean;
  /** People's accounts (uid 1000 and more), by name. */
  people: readonly string[];
  updates: { automatic: 'security' | 'all' | 'none'; /** `never` or HH:MM. */ reboot: string };
  /** Of the spec; Debian's where it names none. */
  timeServers?: readonly string[];
}

export interface AllowedService {
  /** What the spec calls it: `ssh`, `8080/tcp`. */
  name: string;
  port: number;
  protocol: 'tcp' | 'udp';
  /** CIDR; everyone when empty. */
  from: readonly string[];
}

export interface Control {
  /** Stable, kebab-case: what the spec's `skip` and the command line call it. */
  id: string;
  /** One line: what is so when it is applied. */
  title: string;
  /** Why, and what it costs, in a sentence or two. */
  why: string;
  group: Group;
  /** The first profile that includes it. */
  level: Level;
  /** Sections of CIS Debian 12 v1.1.0; empty where CIS has none. */
  cis: readonly string[];
  /**
   * `install`: in the target before it starts for the first time, and in every image. `seal`: nothing can be changed
   * after it, so it comes last. What is `install` is checked and repaired by first boot as well.
   */
  stage: 'install' | 'first-boot' | 'seal';
  /** Packages that come later may undo it without meaning to: done once more when the user-data has brought its own. */
  again?: true;
  /** With one of these exceptions the control is left out. */
  brokenBy?: readonly Exception[];
  parts: (facts: HardenFacts) => readonly Part[];
}

export type Part =
  /** A file that is wholly ours, or that replaces a package's. */
  | { kind: 'file'; path: string; content: string; /** 0644. */ mode?: number; /** A text of somebody's own stays, unless this pattern finds something in it. */ replaces?: string }
  /** Directives in a package's file, one a line; every other line stays. A directive that is there, or commented out, is replaced in place. */
  | { kind: 'settings'; path: string; values: Readonly<Record<string, string>>; separator: ' ' | '=' | ' = '; /** `[Journal]`. */ section?: string; mode?: number }
  | { kind: 'absent'; path: string }
  /** Of a file or folder that is there; nothing where it is not. */
  | { kind: 'mode'; path: string; mode: number; /** `root:root`. */ owner?: string }
  /** Of the running kernel; the file that keeps it is a part of its own. */
  | { kind: 'sysctl'; key: string; value: string }
  | { kind: 'package'; name: string; present: boolean }
  | { kind: 'unit'; name: string; state: 'enabled' | 'disabled' | 'masked' }
  | { kind: 'mount'; at: string; options: readonly string[]; /** Of a line of its own in fstab, where the place is no mount yet. */ create?: { source: string; fs: string } }
  /** What no file can say: a check and an action by name, in firstboot/harden/actions. */
  | { kind: 'action'; name: string; args?: Readonly<Record<string, string>> };
