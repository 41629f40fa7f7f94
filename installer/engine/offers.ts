/** What the answers as they are would come to: the disks, the drivers, the models, the plan in short. */
import { askedDrivers } from '../../shared/choice/asked-model.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { LocalFinding, Preview } from '../../shared/protocol/snapshot.ts';
import { concealNetwork, answeredSecrets, revealAnswers, specOf } from './answered-spec.ts';
import type { Offers } from './held.ts';
import { withoutPassword } from './proxy-password.ts';
import type { Session } from './session.ts';
import { offerAi, offerDisks, previewOf } from './wizard.ts';

export async function offersOf(session: Session, machine: Machine): Promise<Offers> {
  const { held: { measurement, answers }, secrets, catalogue, base } = session;
  const drivers = planDrivers(machine, askedDrivers(specOf(session, { withSecrets: false }).cognos.ai), machine.medium?.image.kernel ?? '');
  const question = { machine, answers: revealAnswers(answers, secrets.network), catalogue, measurement, base };
  const preview = await previewOf({ ...question, secrets: answeredSecrets(session) });
  return { disks: offerDisks(machine), drivers, ai: offerAi({ ...question, drivers }), preview: concealed(preview, (finding) => concealFinding(finding, secrets.network)) };
}

function concealed(preview: Preview, conceal: (finding: LocalFinding) => LocalFinding): Preview {
  return preview.ok ? { ...preview, warnings: preview.warnings.map(conceal) } : { ...preview, findings: preview.findings.map(conceal) };
}

/** What is offered instead is made from the answers, wireless keys and the proxy's password and all. */
function concealFinding(finding: LocalFinding, known: ReadonlyMap<string, string>): LocalFinding {
  if (finding.instead?.section !== 'network') return finding;
  return { ...finding, instead: { ...finding.instead, value: concealNetwork(finding.instead.value, known).network, label: withoutPassword(finding.instead.label, known) } };
}
