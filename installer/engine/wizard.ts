/** The pure part of the wizard, as far as the engine calls it. Stand-ins until installer/wizard has them all. */
import { describeContent, describeDisk } from '../../shared/machine/describe-disk.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import type { Catalogue } from '../../shared/models/catalogue.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import type { PasswordJudgement } from '../../shared/protocol/request.ts';
import type { AiOffer, Choices, DiskOffer, LocalFinding, PlanView, Preview } from '../../shared/protocol/snapshot.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { passwordFault } from '../../shared/account/password-rule.ts';
import { judgeModels } from '../../shared/choice/judge-models.ts';
import { askedModel } from '../../shared/choice/asked-model.ts';
import { takeApart } from '../../cloud-init/read-user-data.ts';
import { planInstall } from '../planner/plan-install.ts';
import { stringify } from 'yaml';
import type { Finding } from '../../shared/errors.ts';
import type { DriverPlan } from '../../shared/drivers/driver-plan.ts';

export interface Secrets { passwordHash?: string }

export function defaultAnswers(_machine: Machine): Answers {
  return {
    welcome: { language: 'en', locale: 'en_US.UTF-8', keyboard: { layout: 'us' }, timezone: 'Etc/UTC', accessibility: { largeText: false, highContrast: false, screenReader: false } },
    network: { kind: 'automatic' }, storage: { layout: 'btrfs', sizes: {} },
    ai: { model: 'auto', purpose: 'general', acceptedLicences: [], allowUnverified: false, acceleration: 'auto', vendorRepositories: false, enrolKey: 'ask', more: [] },
    you: { hostname: 'cognos', name: '', fullName: '', hasPassword: false, sshKeys: [] },
    security: { profile: 'baseline', firewall: ['ssh'], exceptions: [], updates: 'security', reboot: 'never' },
  };
}

export function specFromAnswers({ welcome, storage, you, ai }: Answers, { passwordHash }: Secrets): InstallSpec {
  const { disk } = storage;
  return {
    hostname: you.hostname, locale: welcome.locale, timezone: welcome.timezone, keyboard: welcome.keyboard,
    users: [{ name: you.name, ...(passwordHash ? { hashed_passwd: passwordHash, lock_passwd: false } : {}), ...(you.sshKeys.length > 0 ? { ssh_authorized_keys: you.sshKeys } : {}) }],
    cognos: { version: 1, storage: { layout: storage.layout, ...(disk ? { disk: { match: disk.serial ? { serial: disk.serial } : { path: disk.path }, wipe: 'any' } } : {}) }, ai: { model: ai.model } },
  } as unknown as InstallSpec;
}

export function userDataText(spec: InstallSpec): string {
  return `#cloud-config\n${stringify(spec, { version: '1.1', lineWidth: 0 })}`;
}

export function offerDisks({ disks }: Machine): DiskOffer[] {
  return disks.map((disk) => ({
    path: disk.path, name: disk.serial ?? disk.wwn ?? disk.path, title: describeDisk(disk), bytes: disk.bytes, transport: disk.transport, rotational: disk.rotational,
    ...(disk.serial ? { serial: disk.serial } : {}), contents: describeContent(disk) ? [{ label: '', content: describeContent(disk), bytes: disk.bytes }] : [],
  }));
}

export function offerAi({ machine, answers, catalogue, measurement, drivers }: { machine: Machine; answers: Answers; catalogue: Catalogue; measurement?: Measurement | undefined; drivers?: DriverPlan | undefined }): AiOffer {
  return { candidates: judgeModels(machine, catalogue, askedModel(specFromAnswers(answers, {})), measurement, drivers) };
}

export function choicesOf(): Choices {
  return { locales: [], keyboards: [], timezones: [], services: [], exceptions: [], profiles: [] };
}

export function previewOf({ machine, answers, secrets, catalogue, measurement }: { machine: Machine; answers: Answers; secrets: Secrets; catalogue: Catalogue; measurement?: Measurement | undefined }): Preview {
  const proposal = planInstall(machine, takeApart(specFromAnswers(answers, secrets), []), { measurement, catalogue });
  return proposal.ok ? { ok: true, disk: proposal.plan.disk, ai: proposal.plan.ai, warnings: proposal.plan.warnings } : { ok: false, findings: proposal.refusals };
}

export function localFinding(finding: Finding, _about: { machine: Machine; answers: Answers; ai?: AiOffer | undefined; disks: DiskOffer[] }): LocalFinding {
  return finding;
}

export function planView({ steps, secretsFingerprint: _, ...plan }: Plan, { resumes }: { resumes: boolean }): PlanView {
  const { serial, wwn } = plan.disk.identity;
  return { ...plan, resumes, diskName: serial ?? wwn ?? plan.disk.path, steps: steps.map(({ id, kind, label }) => ({ id, kind, label, sentence: label, destroys: kind === 'partition-disk' })) };
}

export function judgePassword(text: string): PasswordJudgement {
  return { score: 2, suggestions: [], ...(passwordFault(text) ? { refused: 'password' } : {}) };
}
