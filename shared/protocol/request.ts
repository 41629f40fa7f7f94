/** What a client may ask of the engine. One JSON object a message; `id` comes back in the reply. No verb runs a command. */
import type { Answers, Section } from './answers.ts';

export type Request = { id: number } & Verb;

/** Who only watches may send those of `watchersVerbs`. */
export type Verb =
  /** First message on a unix socket: the token of /run/cognos/ui/token. Over HTTP a cookie has said it before. */
  | { type: 'hello'; protocol: 1; token?: string }
  /** Whole section, checked by the schema of this folder; the reply comes at once, findings come with the snapshot. */
  | { [S in Section]: { type: 'answers.set'; section: S; value: Answers[S] } }[Section]
  /** A password is hashed on arrival, and then forgotten; the passphrase of the disk is kept for the install. `value: null` takes it back. */
  | { type: 'secret.set'; name: SecretName; value: string | null }
  /** Reply: PasswordJudgement. Nothing is kept. */
  | { type: 'secret.judge'; name: SecretName; value: string }
  /** Look at the hardware once more: a disk was plugged in. */
  | { type: 'machine.probe' }
  /** Measure now, before the plan needs it. */
  | { type: 'measure.start' } | { type: 'measure.cancel' }
  /** Reply: WirelessNetwork[]. */
  | { type: 'network.scan'; device: string }
  /** Sets the live system's network as answered and looks what can be reached; progress comes with the snapshot. */
  | { type: 'network.apply' }
  /** Reply: KeyFile[], the public keys on volumes that are plugged in. */
  | { type: 'keys.find' }
  /** Answers -> spec -> plan to review. */
  | { type: 'plan.make' }
  /** Back from the review to the questions; nothing is lost. */
  | { type: 'plan.leave' }
  /** Must echo what was looked at: the plan's hash and the disk's serial (or WWN, or path where it has neither). */
  | { type: 'install.confirm'; planHash: string; disk: string }
  | { type: 'install.cancel' } | { type: 'install.retry' } | { type: 'install.restart' }
  /** Reply: { text: string }, user-data that repeats this install, with the hash of the password only if asked. */
  | { type: 'spec.text'; withSecrets: boolean }
  /** Reply: { path: string }. */
  | { type: 'spec.save'; volume: string; withSecrets?: boolean }
  | { type: 'logs.save'; volume: string }
  /** Reply: Volume[], what can be written to: never the medium, never a disk of the plan. */
  | { type: 'volumes.find' }
  /** Reply: { lines: string[]; next: number }; blocks up to 20 s for news. */
  | { type: 'logs.read'; from: number }
  /** Only when finished or failed. */
  | { type: 'power'; action: 'reboot' | 'poweroff' }
  /** The console's screen goes to the login prompt on tty2 (chvt); refused over the network. */
  | { type: 'console.show' }
  /** Become the one that may change things; the one before watches from then on. */
  | { type: 'control.take' };

export type SecretName = 'password' | 'passphrase';

export type VerbName = Verb['type'];
export const watchersVerbs: readonly VerbName[] = ['hello', 'control.take', 'logs.read', 'spec.text'];

export interface PasswordJudgement {
  /** zxcvbn's 0 to 4. */
  score: 0 | 1 | 2 | 3 | 4;
  /** Stable ids, translated as `password.warning.*` and `password.suggestion.*`. */
  warning?: string;
  suggestions: string[];
  /** Why the spec's rules refuse it, if they do: a finding's code. */
  refused?: string;
  /** What a translation of it needs. */
  values?: Record<string, string | number>;
}
export interface WirelessNetwork { ssid: string; /** 0 to 100 */ signal: number; security: 'open' | 'wpa2' | 'wpa3' | 'other' }
export interface KeyFile { volume: string; file: string; keys: string[] }
export interface Volume { path: string; title: string; freeBytes?: number }
