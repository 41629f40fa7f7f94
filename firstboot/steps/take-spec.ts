/**
 * The spec of a machine that our installer never saw: a cloud image, a clone of a golden image. What cloud-init can do
 * itself (users, packages, files…) it does; kept here is what first boot needs. The spec is written last: it is what
 * says that the rest is there.
 */
import { stringify } from 'yaml';
import { exitCodes, formatFinding, InstallerError, type Finding } from '../../shared/errors.ts';
import { converging } from '../../shared/plan/converge.ts';
import type { StepContext } from '../../shared/plan/step.ts';
import { withoutSecrets } from '../../shared/spec/without-secrets.ts';
import type { Host } from '../../shared/system/host.ts';
import { saveSpec } from '../accepted-spec.ts';
import { readCloudSpec, type CloudSpec } from '../cloud-spec.ts';
import { reportSecretPath, reportTokenPath, specPath, specSourcePath, stateFolder } from '../paths.ts';
import type { FirstbootStep } from '../step.ts';
import { WaitingError } from '../waiting.ts';
import { isCloudInitOn, isStageAhead } from './cloud-stage.ts';

/** Its network stage: when it is over, what the cloud has for this machine is on disk. */
const fetchStage = 'cloud-init.service';
/** A metadata service that does not answer costs cloud-init four minutes at most, a network that is late two. */
const patienceSeconds = 900;

export const takeSpec = converging<FirstbootStep, 'take-spec'>({
  check: (_, { host }) => host.exists(specPath),
  apply: async (_, context) => {
    await awaitUserData(context);
    const reading = await readCloudSpec(context.host);
    if (!reading.ok) throw refusal(reading.file, reading.findings);
    for (const note of reading.notes) await context.warn(note);
    await keep(context.host, reading);
  },
});

async function awaitUserData({ host, signal }: StepContext): Promise<void> {
  if (!await isCloudInitOn(host)) return;
  for (let waited = 0; await isStageAhead(host, fetchStage); waited += 1) {
    if (waited >= patienceSeconds) throw new WaitingError('cloud-init has been asking for the user-data of this machine for a quarter of an hour', 'an answer from the cloud; see `journalctl -u cloud-init`');
    await host.run('sleep', ['1'], { signal });
  }
}

async function keep(host: Host, { spec, secrets, from, file }: CloudSpec): Promise<void> {
  for (const folder of ['/etc/cognos', stateFolder]) await host.makeDirectory(folder, { mode: 0o755 });
  for (const [name, path] of [['token', reportTokenPath], ['secret', reportSecretPath]] as const) {
    const secret = secrets.get(`cognos.firstboot.report.${name}`);
    if (secret !== undefined) await host.writeFile(path, `${secret}\n`, { mode: 0o600 });
  }
  await host.writeFile(specSourcePath, `${JSON.stringify({ from, ...(file === undefined ? {} : { file }) })}\n`, { mode: 0o600 });
  const header = `#cloud-config\n# What first boot took from ${from === 'nothing' ? 'nowhere: no cloud gave this machine any user-data' : `the ${from}`}, without passwords and tokens.\n`;
  await saveSpec(host, header + stringify(withoutSecrets(spec), { version: '1.1', lineWidth: 0 }));
}

/** The machine stays as usable as cloud-init made it: nothing but first boot waits for this. */
function refusal(file: string, findings: readonly Finding[]): InstallerError {
  return new InstallerError({
    code: 'user-data-refused', exitCode: exitCodes.specRefused,
    message: `the cognos: part of ${file} cannot be used: ${findings.filter(({ severity }) => severity === 'error').map(formatFinding).join('; ')}`,
    action: `Start a machine with corrected user-data, or write the spec to ${specPath}, check it with \`cognos-install validate ${specPath}\` and run \`systemctl restart cognos-firstboot\`.`,
  });
}
