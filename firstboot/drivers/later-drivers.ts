/** `cognos-firstboot drivers`: what the first boot had to leave. Started by cognos-drivers.timer while something is queued. */
import type { Host } from '../../shared/system/host.ts';
import { InstallerError, exitCodes } from '../../shared/errors.ts';
import { readAi } from '../read-ai.ts';
import { readSpec } from '../read-spec.ts';
import type { AptDoor } from './apt.ts';
import { carryOutDrivers } from './carry-out-drivers.ts';
import { isUnfinished, readRecord, writeRecord, type DriversRecord } from './drivers-record.ts';
import { askForEnrolment, isEnrolled, isSecureBootOn, signingKey } from './enrol-key.ts';
import { driversTimer } from './install-drivers.ts';

export interface LaterRun extends Pick<AptDoor, 'host' | 'signal' | 'patience'> {
  /** One line for the journal or the terminal. */
  say: (line: string) => void;
  /** Try again what failed, from the start. */
  again?: boolean;
  /** ai.json says something else now: the agent's configuration is to be written anew and its service restarted. */
  onMoved: (record: DriversRecord) => Promise<void>;
}

/** @returns undefined where there is no driver plan */
export async function runLaterDrivers({ host, signal, patience, say, again = false, onMoved }: LaterRun): Promise<DriversRecord | undefined> {
  const ai = await readAi(host);
  if (!ai) return undefined;
  const before = await readRecord(host);
  if (again && before) await writeRecord(host, { version: 1, path: before.path, stages: [], devices: [], ...(before.held ? { held: before.held } : {}) });
  const { cognos } = await readSpec(host);
  const sentences: string[] = [];
  const record = await carryOutDrivers({
    host, signal, ai, mayRestart: false, mayEnrol: cognos.ai?.enrol_key === 'ask', onProgress: () => undefined,
    ...(patience ? { patience } : {}),
    warn: async (sentence) => { sentences.push(sentence); },
  });
  // Every quarter of an hour the same would be noise.
  if (JSON.stringify(record) !== JSON.stringify(before)) sentences.forEach(say);
  if (JSON.stringify(await readAi(host)) !== JSON.stringify(ai)) await onMoved(record);
  if (record.restart) say(`The rest follows at the next restart, whenever that suits you: ${record.restart.why}`);
  if (!isUnfinished(record)) await host.run('systemctl', ['stop', '--no-block', driversTimer], { signal });
  return record;
}

/** `cognos-firstboot drivers enrol`, by a person. @param show to that person's terminal alone */
export async function enrolAgain(host: Host, show: (text: string) => void): Promise<void> {
  if (!await host.exists(signingKey)) throw nothingToEnrol('No driver was built on this machine, so there is no key to enrol.');
  if (!await isSecureBootOn(host)) throw nothingToEnrol('Secure Boot is off: the driver’s module loads without its key being enrolled.');
  if (await isEnrolled(host)) throw nothingToEnrol('The key is enrolled already.');
  await askForEnrolment(host, async (text) => { show(text); });
}

function nothingToEnrol(message: string): InstallerError {
  return new InstallerError({ code: 'nothing-to-enrol', message, action: '`cognos-firstboot drivers` says what the drivers of this machine wait for.', exitCode: exitCodes.usage });
}
