/** The plan as the review shows it: each step in words, and which of them destroy what is there. */
import { lostParts } from '../../shared/plan/lost-parts.ts';
import type { Plan } from '../../shared/plan/plan.ts';
import type { Step } from '../../shared/plan/step.ts';
import type { PlanView } from '../../shared/protocol/snapshot.ts';
import { describeStep } from '../planner/format-plan.ts';

const destructive: readonly Step['kind'][] = ['partition-disk', 'format-volume', 'write-image'];

export function planView({ steps, secretsFingerprint: _fingerprint, ...plan }: Plan, { resumes }: { resumes: boolean }): PlanView {
  const { identity, path, before } = plan.disk;
  const losesSomething = lostParts(before).length > 0;
  return {
    ...plan, resumes, diskName: identity.serial ?? identity.wwn ?? path,
    steps: steps.map((step) => ({
      id: step.id, kind: step.kind, label: step.label, sentence: describeStep(step), destroys: losesSomething && destructive.includes(step.kind),
    })),
  };
}
