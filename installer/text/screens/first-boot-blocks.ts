/** What the machine does at its first start, and about how long that takes. */
import type { PlanView } from '../../../shared/protocol/snapshot.ts';
import { assumedBytesPerSecond, firstBootJobs, firstBootSeconds, type FirstBootJob } from '../../gui/renderer/screens/review/read-plan.ts';
import { heading, text, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { shown, type Words } from '../words.ts';

export function firstBootBlocks({ t, terminal }: Pick<Known, 't' | 'terminal'>, plan: PlanView, profile: string): Block[] {
  return [
    heading('first-boot', `  ${t('review.firstBoot')}`), text('first-boot-lead', t('review.firstBootLead'), 'soft'),
    ...firstBootJobs(plan, profile).map((job) => text(`job-${job.job}`, shown(`- ${sayJob(t, job)}`, terminal))),
    text('first-boot-time', sayTime(t, plan), 'soft'),
  ];
}

function sayJob(t: Words, job: FirstBootJob): string {
  switch (job.job) {
    case 'protect': return t('review.job.protect');
    case 'cloudInit': return t('review.job.cloudInit', { keys: t.list(job.keys) });
    case 'drivers': return `${t('review.job.drivers')}${job.restarts ? ` ${t('review.job.restarts')}` : ''}`;
    case 'model': return t('review.job.model', { name: job.name, size: t.bytes(job.bytes) });
    case 'agent': return t('review.job.agent', { name: job.name });
  }
}

/** Rounded as a forecast is: minutes, and from ten on fives. */
function sayTime(t: Words, plan: Pick<PlanView, 'drivers' | 'ai'>): string {
  const minutes = Math.max(1, Math.round(firstBootSeconds(plan) / 60));
  const time = t.duration((minutes < 10 ? minutes : Math.round(minutes / 5) * 5) * 60);
  return plan.ai.model ? t('review.firstBootTimeLine', { time, speed: t.number(assumedBytesPerSecond * 8 / 1e6) }) : t('review.firstBootTime', { time });
}
