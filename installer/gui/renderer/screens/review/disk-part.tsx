/** The disk: which one, what on it is lost, by which steps, and what it is like afterwards. */
import { Details, EngineWords, English, Facts, Notice, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Machine } from '../../../../../shared/machine/machine.ts';
import { lostParts } from '../../../../../shared/plan/lost-parts.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { DiskFigure } from '../storage/disk-figure.tsx';
import { partsAfter, partsBefore } from '../storage/disk-parts.ts';
import { keptParts, sayKeptModels, sayName, sayPartWithSize, saySerial, sayUse } from '../storage/say-disk.ts';
import { ChangeButton } from './change-button.tsx';
import { losesData, splitSteps } from './read-plan.ts';

interface DiskPartProps extends Pick<ScreenProps, 'snapshot' | 'go'> { plan: PlanView }

export function DiskPart({ plan, snapshot, go }: DiskPartProps) {
  const t = useWords();
  const { disk, resumes } = plan;
  const now = snapshot.machine?.disks.find(({ path }) => path === disk.path);
  return (
    <Panel title={t('review.disk')} icon="disk" actions={<ChangeButton snapshot={snapshot} section="storage" what={t('review.disk')} go={go} />}>
      <p><strong>{now ? <Facts facts={[sayName(t, now), saySerial(t, now), t.bytes(now.bytes)]} /> : <English>{disk.title}</English>}</strong> <code className="soft" dir="ltr">{disk.path}</code></p>
      {resumes && <Notice title={t('review.resumes')}>{t('review.resumesText')}</Notice>}
      {losesData(plan) ? <Lost plan={plan} machine={snapshot.machine} /> : !resumes && <Notice tone="success">{t('review.nothingLost')}</Notice>}
      {keptParts(disk.before).length > 0 && <Notice tone="info" title={t('storage.kept.title')}>{sayKeptModels(t, disk.before)}</Notice>}
      <DiskFigure title={t('review.after')} parts={partsAfter(disk.after, disk.identity.bytes)} lastColumn={t('storage.column.use')} sayLast={(part) => sayUse(t, part)} />
    </Panel>
  );
}

/** Each part by name, size and content, and each step that ends it. */
function Lost({ plan: { disk, steps }, machine }: { plan: PlanView; machine: Machine | undefined }) {
  const t = useWords();
  const { destroying } = splitSteps(steps);
  const now = machine?.disks.find(({ path }) => path === disk.path);
  // The plan's own words for them are English.
  const kept = keptParts(disk.before);
  const parts = now ? partsBefore(now).filter(({ role, label }) => role !== 'free' && !kept.includes(label)).map((part) => ({ label: part.label, text: sayPartWithSize(t, part) }))
    : lostParts(disk.before).map(({ label, content }) => ({ label, text: <English>{content}</English> }));
  return (
    <Notice tone="danger" title={t('review.lost')}>
      <div className="stack-small">
        <ul className="lost-parts">
          {parts.map(({ label, text }) => <li key={label}>{text} <code className="soft" dir="ltr">{label}</code></li>)}
        </ul>
        {destroying.length > 0 && (
          <Details title={t.plural('review.lostBy', destroying.length)}>
            <ol className="hints">{destroying.map(({ id, sentence }) => <li key={id}><EngineWords>{sentence}</EngineWords></li>)}</ol>
          </Details>
        )}
      </div>
    </Notice>
  );
}
