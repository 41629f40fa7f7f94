/** What every client sees: the state of the one install machine, what was answered, and what would come of it. */
import type { Candidate } from '../choice/choice.ts';
import type { DriverPlan } from '../drivers/driver-plan.ts';
import type { Finding } from '../errors.ts';
import type { Machine } from '../machine/machine.ts';
import type { Measurement } from '../measure/measurement.ts';
import type { Plan } from '../plan/plan.ts';
import type { Progress } from '../plan/progress.ts';
import type { Answers, Section } from './answers.ts';

export interface Snapshot {
  protocol: 1;
  /** Of CognOS. */
  version: string;
  /** Absent on a real machine. Nothing is written in a simulation, and every screen says so. */
  simulation?: { machine: string };
  state: 'probing' | 'asking' | 'validating' | 'measuring' | 'planning' | 'reviewing' | 'installing' | 'failed' | 'finished';
  /** Of the client that this is sent to. */
  you: { inControl: boolean; local: boolean };
  /** Others that look on. */
  watchers: number;
  machine?: Machine;
  answers: Answers;
  /** The sections that are asked; all of them unless a user-data file answered some (`cognos.interactive`). */
  asked: Section[];
  /** What of the target can be chosen from. */
  choices: Choices;
  /** This machine can read its own screen aloud, and the answer of that name starts it. Absent where it cannot. */
  screenReader?: true;
  disks: DiskOffer[];
  drivers?: DriverPlan;
  ai?: AiOffer;
  measuring?: { fraction: number; label: string };
  measurement?: Measurement;
  /** What would be planned by the answers as they are; made anew with each of them, nothing is written by it. */
  preview?: Preview;
  network: NetworkState;
  /** While reviewing and after it. */
  plan?: PlanView;
  progress?: Progress & { steps: StepState[]; startedAt: string };
  failure?: FailureView;
  finished?: FinishedView;
}

export interface Choices {
  /** Of the target. */
  locales: string[];
  keyboards: { layout: string; name: string; variants: { variant: string; name: string }[] }[];
  timezones: string[];
  /** The firewall's names of services. */
  services: string[];
  exceptions: string[];
  /** `controls`: how many it applies; `groups`: what it adds to the profile before it. */
  profiles: { profile: Answers['security']['profile']; controls: number; groups: { group: string; titles: string[] }[] }[];
}

export interface DiskOffer {
  path: string;
  /** What `install.confirm` must echo. */
  name: string;
  /** "Samsung SSD 990 PRO 2TB, serial S6Z1…, 2.0 TB" */
  title: string;
  serial?: string;
  wwn?: string;
  bytes: number;
  transport: string;
  rotational: boolean;
  /** What is on it now: lost when this disk is taken. Empty when it is blank. */
  contents: { label: string; content: string; bytes: number; os?: string }[];
  /** The partition with the models of an earlier CognOS, where they can be kept. */
  models?: string;
  /** Why it cannot be taken; absent when it can. */
  refusal?: LocalFinding;
}

export interface AiOffer {
  /** In the catalogue's order. */
  candidates: (Omit<Candidate, 'reason'> & { reason: string })[];
  /** What `auto` would take, and why. */
  automatic?: { model: string; reason: string };
  /** Bytes of context memory for each 1024 tokens of the model that is chosen now. */
  contextBytesPer1024?: number;
  /** Bytes that the chosen disk has for models; absent until one is chosen. */
  modelsRoom?: number;
}

/** A finding, with what a translation of its message needs, and the nearest answer that works. */
export interface LocalFinding extends Finding {
  values?: Record<string, string | number>;
  /** Whole value for one section, made from the answers: one button, one `answers.set`. */
  instead?: { [S in Section]: { section: S; value: Answers[S]; /** What is offered: `Mistral 7B Q4_K_M` */ label: string; /** Key of its translation, `findings.instead.WORD`, where the label is no name. */ word?: string } }[Section];
  section?: Section;
}

export type Preview = { ok: true; disk: Plan['disk']; ai: Plan['ai']; warnings: LocalFinding[] } | {
  ok: false;
  findings: LocalFinding[];
  /** What can be said all the same: a user without a name changes no disk. */
  disk?: Plan['disk'];
  ai?: Plan['ai'];
};

export interface NetworkState {
  interfaces: { name: string; mac: string; wireless: boolean; link: boolean; speedMbps?: number; addresses: string[] }[];
  checking: boolean;
  checks: { what: 'address' | 'gateway' | 'names' | 'archive' | 'model'; ok: boolean; detail: string }[];
  /** Why the answers could not be used at once, when that was tried last; until one of them changes. */
  fault?: LocalFinding;
}

export interface PlanView extends Omit<Plan, 'steps' | 'secretsFingerprint'> {
  steps: { id: string; kind: string; label: string; /** In words, as `cognos-install plan` prints it. */ sentence: string; destroys: boolean }[];
  /** A run of this plan was interrupted, and it would go on. */
  resumes: boolean;
  /** What `install.confirm` must echo. */
  diskName: string;
}

export interface StepState { id: string; label: string; state: 'done' | 'running' | 'to-come'; seconds?: number }

export interface FailureView {
  code: string;
  message: string;
  action: string;
  resumable: boolean;
  stepId?: string;
  /** Where the logs were saved. */
  logs?: string;
  /** Why they could not be saved. */
  logsFailed?: string;
}

export interface FinishedView {
  alreadyInstalled: boolean;
  hostname: string;
  /** Of this machine now: the installed system asks for them again. */
  addresses: string[];
  user?: string;
  seconds?: number;
  model?: string;
}

/** Engine -> client. `changed` has the top-level keys that changed since the last one; a key that is gone is null. */
export type Message =
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'changed'; changes: { [Key in keyof Snapshot]?: Snapshot[Key] | null } }
  | { type: 'reply'; id: number; ok: true; value?: unknown }
  | { type: 'reply'; id: number; ok: false; error: { code: string; message: string; action?: string } };
