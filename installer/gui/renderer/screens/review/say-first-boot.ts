/** What first boot will do and how long that may take, in a language: for the screen and for the terminal. */
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import type { Words } from '../../i18n/speak.ts';
import { assumedBytesPerSecond, firstBootSeconds, type FirstBootJob } from './read-plan.ts';

export function sayJob(t: Words, job: FirstBootJob): string {
  switch (job.job) {
    case 'protect': return t('review.job.protect');
    case 'cloudInit': return t('review.job.cloudInit', { keys: t.list(job.keys) });
    case 'drivers': return `${t('review.job.drivers')}${job.restarts ? ` ${t('review.job.restarts')}` : ''}`;
    case 'model': return t('review.job.model', { name: job.name, size: t.bytes(job.bytes) });
    case 'agent': return t('review.job.agent', { name: job.name });
  }
}

/** Rounded as a forecast is: minutes, and from ten on fives. */
export function sayFirstBootTime(t: Words, plan: Pick<PlanView, 'drivers' | 'ai'>): string {
  const minutes = Math.max(1, Math.round(firstBootSeconds(plan) / 60));
  const rounded = minutes < 10 ? minutes : Math.round(minutes / 5) * 5;
  const time = t.duration(rounded * 60);
  return plan.ai.model ? t('review.firstBootTimeLine', { time, speed: t.number(assumedBytesPerSecond * 8 / 1e6) }) : t('review.firstBootTime', { time });
}
