/**
 * A step is data: what to do, never how. Handlers are found by `kind` in one type-exhaustive table.
 * Text between ⟦secret: and ⟧ is a reference, resolved when the step runs; see system/secrets.ts.
 */
import type { Part } from '../harden/control.ts';
import type { Architecture } from '../machine/machine.ts';
import type { CopyRange } from '../system/host.ts';
import type { Host } from '../system/host.ts';

export interface StepBase {
  /** Which handler does it. */
  kind: string;
  /** Stable within a plan, kebab-case: what the journal and the report call it. */
  id: string;
  /** What the progress line says: "Writing the system". */
  label: string;
  /** Share of the whole in expected seconds on a middling machine; progress is weighted by it. */
  weight: number;
  /** It waits for the world outside (time servers, a person): how long that took says nothing about the rest. */
  waits?: true;
}

export interface PartitionSpec {
  number: number;
  label: string;
  /** GPT type GUID. */
  type: string;
  uuid: string;
  startBytes: number;
  bytes: number;
  /** It is there already and stays, whatever is on it. */
  keep?: true;
}

/** The steps of an install. First boot has a union of its own (firstboot/step.ts); the executor runs either. */
export type Step = StepBase & (
  | { kind: 'check-disk'; device: string; byId: string[]; serial?: string; wwn?: string; bytes: number }
  /** A filesystem that is kept: is it the one of the plan, and in order? */
  | { kind: 'check-kept'; device: string; uuid: string; startBytes: number; bytes: number }
  | { kind: 'partition-disk'; device: string; tableUuid: string; sectorBytes: number; partitions: PartitionSpec[] }
  | { kind: 'format-volume'; device: string; fs: 'vfat' | 'ext4' | 'xfs' | 'swap'; fsLabel: string; uuid: string }
  /** LUKS2. @param keyMemoryKiB what deriving its key may take, at each start */
  | { kind: 'encrypt-volume'; device: string; uuid: string; luksLabel: string; passphrase: string; keyMemoryKiB: number }
  | { kind: 'open-volume'; device: string; name: string; passphrase: string }
  /** A second key, made on the spot and kept in a file of the target. */
  | { kind: 'add-key'; device: string; passphrase: string; keyFile: string }
  | { kind: 'move-boot'; device: string; from: string }
  | { kind: 'write-image'; device: string; image: string; bytes: number; ranges: CopyRange[]; uuid: string }
  | { kind: 'prepare-subvolumes'; device: string; base: string; root: string; subvolumes: string[] }
  | { kind: 'mount'; device: string; fs: string; at: string; options: string[] }
  | { kind: 'copy-system'; image: string; files: number; bytes: number; to: string }
  | { kind: 'write-file'; path: string; mode: number; content: FileContent }
  | { kind: 'link'; path: string; to: string }
  /** A group of hardening controls, in the target before it starts for the first time. */
  | { kind: 'protect'; group: string; controls: ProtectedControl[] }
  | { kind: 'create-user'; name: string; options: string[]; groups: string[]; password?: string; lock: boolean; sudo: string[]; authorizedKeys: string[]; }
  | { kind: 'create-group'; name: string; members: string[] }
  /** @param crypttab what the initrd opens, a line of crypttab(5) */
  | { kind: 'complete-initrd'; kernel: string; crypttab: string }
  | { kind: 'install-bootloader'; device: string; espUuid: string; firmware: 'uefi' | 'bios'; architecture: Architecture; biosCoreImage?: string }
);

/** Parts that need no running system and no network. */
export type OfflinePart = Extract<Part, { kind: 'file' | 'settings' | 'mode' | 'unit' | 'mount' }>;
export interface ProtectedControl { id: string; parts: OfflinePart[] }

/** `yaml` is serialised after its secrets are resolved, so that a secret is always quoted rightly. */
export type FileContent = { text: string } | { yaml: unknown; header?: string } | { json: unknown };

export type StepKind = Step['kind'];
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

export interface StepContext {
  /** The live system. */
  host: Host;
  /** The same Host inside the mounted target; paths cannot leave it. */
  target: Host;
  signal: AbortSignal;
  /** Fraction of this step, 0 to 1, and bytes where there are bytes. */
  onProgress: (progress: { fraction: number; bytes?: { done: number; total: number } }) => void;
  /** Something that did not stop the step but belongs into the journal and the report. */
  warn: (message: string) => Promise<void>;
  /** Replaces secret references in a text. */
  reveal: (text: string) => string;
}

export type Handler<K extends StepKind> = HandlerOf<Step, K>;
export type HandlerOf<S extends StepBase, K extends S['kind']> = (step: Extract<S, { kind: K }>, context: StepContext) => Promise<void>;
/** One handler for every kind of S: a kind without one does not compile. */
export type Handlers<S extends StepBase> = { [K in S['kind']]: HandlerOf<S, K> };
