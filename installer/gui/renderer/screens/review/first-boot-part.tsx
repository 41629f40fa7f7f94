/** What the machine does at its first start, and about how long that takes. */
import { Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { firstBootJobs } from './read-plan.ts';
import { sayFirstBootTime, sayJob } from './say-first-boot.ts';

export function FirstBootPart({ plan, profile }: { plan: PlanView; profile: string }) {
  const t = useWords();
  return (
    <Panel title={t('review.firstBoot')} icon="power" lead={t('review.firstBootLead')}>
      <ol className="hints first-boot">{firstBootJobs(plan, profile).map((job) => <li key={job.job}>{sayJob(t, job)}</li>)}</ol>
      <p className="field-help">{sayFirstBootTime(t, plan)}</p>
    </Panel>
  );
}
