/** What the machine does at its first start, and about how long that takes. */
import { Panel } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { assumedBytesPerSecond, firstBootJobs, firstBootSeconds, type FirstBootJob } from './read-plan.ts';

export function FirstBootPart({ plan, profile }: { plan: PlanView; profile: string }) {
  const t = useWords();
  return (
    <Panel title={t('review.firstBoot')} icon="power" lead={t('review.firstBootLead')}>
      <ol className="hints first-boot">{firstBootJobs(plan, profile).map((job) => <li key={job.job}>{sayJob(t, job)}</li>)}</ol>
      <p className="field-help">{sayFirstBootTime(t, plan)}</p>
    </Panel>
  );
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
export function sayFirstBootTime(t: Words, plan: Pick<PlanView, 'drivers' | 'ai'>): string {
  const minutes = Math.max(1, Math.round(firstBootSeconds(plan) / 60));
  const rounded = minutes < 10 ? minutes : Math.round(minutes / 5) * 5;
  const time = t.duration(rounded * 60);
  return plan.ai.model ? t('review.firstBootTimeLine', { time, speed: t.number(assumedBytesPerSecond * 8 / 1e6) }) : t('review.firstBootTime', { time });
}
