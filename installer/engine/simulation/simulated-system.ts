/** The machine of a recording: it can be looked at and measured as it was recorded, and nothing is done to it. */
import { setTimeout as pause } from 'node:timers/promises';
import { hashPassword } from '../../../shared/account/hash-password.ts';
import { nothingMeasured } from '../../../shared/choice/worth-measuring.ts';
import type { Measurement } from '../../../shared/measure/measurement.ts';
import type { Host } from '../../../shared/system/host.ts';
import type { LiveSystem, MeasureJob } from '../system/live-system.ts';
import { VerbError } from '../verb-error.ts';

export interface SimulatedSystemOptions {
  /** Only for crypt(3), which writes nothing. */
  host: Host;
  measurement: Measurement | undefined;
  measureSeconds: number;
}

export function simulatedSystem({ host, measurement, measureSeconds }: SimulatedSystemOptions): LiveSystem {
  const refuse = (what: string) => (): Promise<never> => Promise.reject(new VerbError('simulation', `This is a simulation: ${what}`));
  return {
    hashPassword: (password) => hashPassword(host, password),
    measure: (job) => replay(job, measurement, measureSeconds),
    interfaces: ({ nics }) => Promise.resolve(nics.map(({ name, mac, wireless, link, speedMbps }) => ({ name, mac, wireless, link, addresses: [], ...(speedMbps === undefined ? {} : { speedMbps }) }))),
    checkNetwork: () => Promise.resolve([]),
    applyNetwork: () => Promise.resolve(),
    scanWireless: refuse('there is no radio to look for networks with'),
    volumes: () => Promise.resolve([]),
    saveText: refuse('nothing is written'),
    saveLogs: refuse('nothing is written'),
    findKeys: () => Promise.resolve([]),
    power: refuse('this computer is neither restarted nor switched off'),
    setKeyboard: () => Promise.resolve(),
    // Who tries it out has the own screen reader of the own computer.
    findReader: () => Promise.resolve('none'),
    setReader: () => Promise.resolve(),
    showConsole: refuse('there is no console behind this window'),
  };
}

/** Takes its time, so that the bar can be seen. */
async function replay({ signal, onProgress, models }: MeasureJob, measurement: Measurement | undefined, seconds: number): Promise<Measurement> {
  if (!measurement) return nothingMeasured('this is a simulation, and no measurement of the recorded machine was given (--measurement FILE)');
  const label = `Measuring ${models[0]?.name ?? 'the memory'} (recorded ${measurement.takenAt.slice(0, 10)})`;
  for (let part = 0; part < 20; part += 1) {
    onProgress({ fraction: part / 20, label });
    await pause(seconds * 50, undefined, { signal });
  }
  return measurement;
}
