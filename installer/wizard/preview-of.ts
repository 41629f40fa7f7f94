/** What would come of the answers as they are: validated and planned by what validates and plans the install itself. */
import { readUserData, takeApart } from '../../cloud-init/read-user-data.ts';
import { askedDrivers } from '../../shared/choice/asked-model.ts';
import { planDrivers } from '../../shared/drivers/plan-drivers.ts';
import type { Finding } from '../../shared/errors.ts';
import type { Answers, Section } from '../../shared/protocol/answers.ts';
import type { Preview } from '../../shared/protocol/snapshot.ts';
import type { Plan, Proposal } from '../../shared/plan/plan.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { planInstall } from '../planner/plan-install.ts';
import { preflight } from '../planner/preflight.ts';
import { defaultAnswers } from './default-answers.ts';
import type { Surroundings } from './instead.ts';
import { localFinding } from './local-finding.ts';
import { offerAi, type AiQuestion } from './offer-ai.ts';
import { offerDisks } from './offer-disks.ts';
import { sectionOf } from './section-of.ts';
import { specFromAnswers, type AnsweredSecrets } from './spec-from-answers.ts';
import { unanswered } from './unanswered.ts';
import { userDataText } from './user-data-text.ts';

export interface PreviewQuestion extends Omit<AiQuestion, 'drivers'> { secrets: AnsweredSecrets }

export async function previewOf(question: PreviewQuestion): Promise<Preview> {
  const { machine, answers, base, secrets } = question;
  const impossible = preflight(machine);
  const missing = unanswered(answers, machine, base);
  const read = await readBack(specFromAnswers(answers, secrets, { machine, base }));
  const refused = [...missing, ...read.errors.filter(({ path }) => !missing.some((finding) => finding.path === path))];
  const { warnings } = read;
  const proposal = planWithout(question, refused, warnings);
  const findings = withoutEchoes([...refused, ...(proposal?.ok === false ? proposal.refusals : impossible)]);
  const local = localiser(question);
  if (proposal?.ok && findings.length === 0) return { ok: true, ...pictures(proposal.plan), warnings: proposal.plan.warnings.map(local) };
  return { ok: false, findings: findings.map(local), ...(proposal?.ok ? pictures(proposal.plan) : {}) };
}

/** Through the very text that the install would be made from: what its reader refuses is refused here. Nobody sees that text's lines. */
async function readBack(spec: InstallSpec): Promise<{ errors: Finding[]; warnings: Finding[] }> {
  const read = await readUserData(new TextEncoder().encode(userDataText(spec)), 'answers');
  const findings = (read.ok ? read.warnings : read.findings).map(({ at: _at, ...finding }) => finding);
  return { errors: findings.filter(({ severity }) => severity === 'error'), warnings: findings.filter(({ severity }) => severity === 'warning') };
}

/** One answer may stand in two places of the spec, as a proxy does, and is wrong once. */
function withoutEchoes(findings: readonly Finding[]): Finding[] {
  const said = (finding: Finding): string => `${finding.code} ${finding.message} ${sectionOf(finding.path) ?? ''}`;
  return findings.filter((finding, index) => findings.findIndex((other) => said(other) === said(finding)) === index);
}

function pictures({ disk, ai }: Plan): Pick<Plan, 'disk' | 'ai'> {
  return { disk, ai };
}

/** The plan of what is answered well: disk and model do not wait for a host name. None without a disk, as none is guessed. */
function planWithout({ machine, answers, base, measurement, catalogue }: PreviewQuestion, refused: Finding[], warnings: Finding[]): Proposal | undefined {
  // What the disk will look like is seen before its passphrase is typed.
  const faulty = new Set(refused.filter(({ code }) => code !== 'no-passphrase').map(({ path }) => sectionOf(path)));
  if (faulty.has('storage') || faulty.has('ai') || faulty.has(undefined)) return undefined;
  const usable = { ...answers, ...pick(defaultAnswers(machine), [...faulty] as Section[]) };
  // Disk and model are the same whatever password and passphrase are, and a fingerprint of secrets takes longer than all the rest.
  return planInstall(machine, takeApart(specFromAnswers(usable, { passphrase: 'no passphrase that is used' }, { machine, base }), warnings), { measurement, catalogue });
}

function pick(answers: Answers, wanted: readonly Section[]): Partial<Answers> {
  return Object.fromEntries(wanted.map((section) => [section, answers[section]]));
}

/** The offers are computed when there is something to say, and once. */
function localiser(question: PreviewQuestion): (finding: Finding) => ReturnType<typeof localFinding> {
  let surroundings: Surroundings | undefined;
  return (finding) => localFinding(finding, surroundings ??= surround(question));
}

function surround(question: PreviewQuestion): Surroundings {
  const { machine, answers, base } = question;
  const { cognos } = specFromAnswers(answers, {}, { machine, base });
  const drivers = machine.medium && planDrivers(machine, askedDrivers(cognos.ai), machine.medium.image.kernel);
  return { machine, answers, disks: offerDisks(machine), ai: offerAi({ ...question, drivers }) };
}
