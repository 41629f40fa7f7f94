/**
 * Answers: what a person has said so far, a section for each screen. The engine keeps them, so a window that is closed
 * or reloaded loses none. Plain data without secrets; installer/wizard/spec-from-answers.ts makes a spec of them.
 */
import type { ModelRequest } from '../choice/choice.ts';
import type { InstallSpec } from '../spec/install-spec.ts';

export interface Answers {
  welcome: WelcomeAnswers;
  network: NetworkAnswers;
  storage: StorageAnswers;
  ai: AiAnswers;
  you: YouAnswers;
  security: SecurityAnswers;
}

export type Section = keyof Answers;
/** In the order of the screens. */
export const sections = ['welcome', 'network', 'storage', 'ai', 'you', 'security'] as const satisfies readonly Section[];

/** The languages that the wizard speaks, BCP 47. */
export const wizardLanguages = ['en', 'de', 'fr', 'es', 'pt-BR', 'it', 'pl', 'ru', 'tr', 'ar', 'he', 'hi', 'ja', 'ko', 'zh-Hans'] as const;
export type WizardLanguage = (typeof wizardLanguages)[number];

export interface WelcomeAnswers {
  /** Of the wizard; the same for every window, and for the installed system unless `locale` says otherwise. */
  language: WizardLanguage;
  /** POSIX locale of the target, `de_DE.UTF-8`. */
  locale: string;
  keyboard: { layout: string; variant?: string; model?: string };
  /** IANA name. */
  timezone: string;
  /** Of the wizard, for whoever sits there; nothing of it reaches the target. */
  accessibility: { largeText: boolean; highContrast: boolean; screenReader: boolean };
}

/** `spec` is netplan's version 2, as in user-data: what `automatic` and `offline` need not say. */
export interface NetworkAnswers {
  kind: 'automatic' | 'configured' | 'offline';
  /** Read only when `configured`. */
  spec?: InstallSpec['network'];
  /** http(s) proxy of apt and of the downloads. */
  proxy?: string;
}

export interface StorageAnswers {
  /** Undefined until one was chosen. By itself only a single disk that fits is, and only with nothing on it to lose. */
  disk?: DiskName;
  layout: 'btrfs' | 'ext4';
  encrypt: boolean;
  /** The passphrase itself goes by `secret.set`; the engine keeps it for the install, and no file does. */
  hasPassphrase: boolean;
  /** Models of an earlier CognOS on the disk are kept unless this is said. */
  dropModels?: boolean;
  /** Sizes as in the spec (`20GiB`); left out, they are computed. */
  sizes: { root?: string; swap?: string; models?: string; esp?: string };
}

/** What a choice of disk is bound to, never its name of today alone. */
export interface DiskName {
  path: string;
  serial?: string;
  wwn?: string;
  bytes: number;
}

export interface AiAnswers extends Pick<ModelRequest, 'model' | 'minTokensPerSecond' | 'context' | 'purpose' | 'language' | 'acceptedLicences' | 'allowUnverified'> {
  acceleration: NonNullable<NonNullable<InstallSpec['cognos']['ai']>['acceleration']>;
  vendorRepositories: boolean;
  enrolKey: 'ask' | 'never';
  /** Ids of further models, each served by an agent of its own. */
  more: string[];
}

export interface YouAnswers {
  hostname: string;
  name: string;
  fullName: string;
  /** The password itself goes by `secret.set` and is hashed as soon as it arrives. */
  hasPassword: boolean;
  /** Lines of authorized_keys(5). */
  sshKeys: string[];
}

export interface SecurityAnswers {
  profile: 'none' | 'baseline' | 'cis-level1-server' | 'cis-level2-server';
  /** Services by name or ports as NUMBER/PROTOCOL. */
  firewall: string[];
  exceptions: string[];
  updates: 'security' | 'all' | 'none';
  /** `never` or `HH:MM`. */
  reboot: string;
}
