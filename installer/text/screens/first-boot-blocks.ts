/** What the machine does at its first start, and about how long that takes. */
import type { PlanView } from '../../../shared/protocol/snapshot.ts';
import { firstBootJobs } from '../../gui/renderer/screens/review/read-plan.ts';
import { sayFirstBootTime, sayJob } from '../../gui/renderer/screens/review/say-first-boot.ts';
import { heading, text, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { shown } from '../words.ts';

export function firstBootBlocks({ t, terminal }: Pick<Known, 't' | 'terminal'>, plan: PlanView, profile: string): Block[] {
  return [
    heading('first-boot', `  ${t('review.firstBoot')}`), text('first-boot-lead', t('review.firstBootLead'), 'soft'),
    ...firstBootJobs(plan, profile).map((job) => text(`job-${job.job}`, shown(`- ${sayJob(t, job)}`, terminal))),
    text('first-boot-time', sayFirstBootTime(t, plan), 'soft'),
  ];
}
