/**
 * What verbs do to the machine that the engine runs on, apart from the install itself. Two of them: host-system.ts does
 * it, simulation/simulated-system.ts does none of it. No verb knows which one it speaks to.
 */
import type { Machine } from '../../../shared/machine/machine.ts';
import type { MeasuredModel } from '../../../shared/measure/measure-machine.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import type { NetworkAnswers, WelcomeAnswers, WizardLanguage } from '../../../shared/protocol/answers.ts';
import type { KeyFile, Volume, WirelessNetwork } from '../../../shared/protocol/request.ts';
import type { NetworkState } from '../../../shared/protocol/snapshot.ts';

export interface MeasureJob {
  machine: Machine;
  models: readonly MeasuredModel[];
  signal: AbortSignal;
  onProgress: (progress: { fraction: number; label: string }) => void;
}

export interface Reachable { proxy?: string | undefined; modelUrl?: string | undefined }

export interface LiveSystem {
  hashPassword(password: string): Promise<string>;
  measure(job: MeasureJob): Promise<Measurement>;
  interfaces(machine: Machine): Promise<NetworkState['interfaces']>;
  checkNetwork(what: Reachable, signal: AbortSignal): Promise<NetworkState['checks']>;
  applyNetwork(machine: Machine, network: NetworkAnswers): Promise<void>;
  scanWireless(device: string): Promise<WirelessNetwork[]>;
  /** @param avoid disks that are never offered: of the plan, and the one that was chosen */
  volumes(avoid: readonly string[]): Promise<Volume[]>;
  /** @returns where it is on the volume */
  saveText(volume: string, avoid: readonly string[], name: string, text: string): Promise<string>;
  saveLogs(volume: string, avoid: readonly string[]): Promise<string>;
  findKeys(avoid: readonly string[]): Promise<KeyFile[]>;
  power(action: 'reboot' | 'poweroff'): Promise<void>;
  showConsole(): Promise<void>;
  /** Of the machine itself, so that what is tried in the wizard and typed as a password is what the target will take. */
  setKeyboard(keyboard: WelcomeAnswers['keyboard']): Promise<void>;
  /** Whether this machine can read its own screen aloud, and was started to do so. */
  findReader(): Promise<'none' | 'off' | 'on'>;
  setReader(isOn: boolean, language: WizardLanguage): Promise<void>;
}
