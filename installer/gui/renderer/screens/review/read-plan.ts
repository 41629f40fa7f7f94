/** What the review says of a plan, apart from how it is drawn. Pure. */
import { lostParts } from '../../../../../shared/plan/lost-parts.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';

type Step = PlanView['steps'][number];

/** Something lies on the disk that nobody gets back; never so when an interrupted run goes on, which has lost it already. */
export function losesData({ disk, resumes }: Pick<PlanView, 'disk' | 'resumes'>): boolean {
  return !resumes && lostParts(disk.before).length > 0;
}

export function splitSteps(steps: readonly Step[]): { destroying: Step[]; others: Step[] } {
  return { destroying: steps.filter(({ destroys }) => destroys), others: steps.filter(({ destroys }) => !destroys) };
}

/** Job of the first boot: a key of this screen's words, with what it needs. */
export type FirstBootJob =
  | { job: 'drivers'; stages: string[]; restarts: boolean }
  | { job: 'model'; name: string; bytes: number }
  | { job: 'protect' }
  | { job: 'agent'; name: string }
  | { job: 'cloudInit'; keys: string[] };

/** In the order in which first boot does them. */
export function firstBootJobs({ drivers, ai, keys }: Pick<PlanView, 'drivers' | 'ai' | 'keys'>, profile: string): FirstBootJob[] {
  const byCloudInit = keys.filter(({ by }) => by === 'cloud-init').map(({ key }) => key);
  const { model } = ai;
  return [
    ...(profile === 'none' ? [] : [{ job: 'protect' } as const]),
    ...(byCloudInit.length > 0 ? [{ job: 'cloudInit', keys: byCloudInit } as const] : []),
    ...(drivers.stages.length > 0 ? [{ job: 'drivers', stages: drivers.stages.map(({ label }) => label), restarts: drivers.stages.some(({ reboot }) => reboot) } as const] : []),
    ...(model ? [{ job: 'model', name: model.name, bytes: model.file.bytes } as const, { job: 'agent', name: model.name } as const] : []),
  ];
}

/** Of a line that is neither fast nor slow. */
export const assumedBytesPerSecond = 20e6;
/** Keys, filesystems, cloud-init and the hardening, on a middling machine; as firstboot/plan-firstboot.ts weighs them. */
const smallJobs = 75;
const secondsOfStage = 60;
const secondsOfAgent = 30;

/** About how long the first boot takes, with the line above. */
export function firstBootSeconds({ drivers, ai }: Pick<PlanView, 'drivers' | 'ai'>): number {
  const model = ai.model ? ai.model.file.bytes / assumedBytesPerSecond + secondsOfAgent : 0;
  return smallJobs + secondsOfStage * drivers.stages.length + model;
}
