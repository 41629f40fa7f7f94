/** The chosen disk before and after, and in words what is lost and what is kept. */
import type { DiskPicture as PlannedPicture } from '../../../../../shared/plan/plan.ts';
import type { Preview } from '../../../../../shared/protocol/snapshot.ts';
import { Notice, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { DiskFigure } from './disk-figure.tsx';
import type { Offered } from './disk-of.ts';
import { partsAfter, partsBefore } from './disk-parts.ts';
import { keptParts, sayContents, sayFate, sayKeptModels, sayName, sayUse, systemsOn } from './say-disk.ts';

interface DiskPictureProps { chosen: Offered; others: readonly Offered[]; preview: Preview | undefined }

export function DiskPicture({ chosen: { offer, disk }, others, preview }: DiskPictureProps) {
  const t = useWords();
  const planned = preview?.disk?.path === offer.path ? preview.disk : undefined;
  const kept = planned ? keptParts(planned.before) : [];
  return (
    <Panel title={t('storage.picture')} icon="disk">
      <DiskFigure title={t('storage.before')} parts={partsBefore(disk)} lastColumn={t('storage.column.fate')} sayLast={(part) => sayFate(t, part, kept)} />
      <Losses chosen={{ offer, disk }} others={others} before={planned?.before} />
      {planned
        ? <DiskFigure title={t('storage.after')} parts={partsAfter(planned.after, disk.bytes)} lastColumn={t('storage.column.use')} sayLast={(part) => sayUse(t, part)} />
        : <p className="field-help">{t('storage.afterMissing')}</p>}
    </Panel>
  );
}

function Losses({ chosen: { disk }, others, before }: Pick<DiskPictureProps, 'chosen' | 'others'> & { before: PlannedPicture | undefined }) {
  const t = useWords();
  const kept = before ? keptParts(before) : [];
  const contents = sayContents(t, disk, kept);
  const systems = systemsOn(disk);
  const otherDisks = others.map((other) => t('storage.partOf', { name: sayName(t, other.disk), facts: t.bytes(other.disk.bytes) }));
  return (
    <div className="disk-losses">
      {contents
        ? <Notice tone="warning" title={t('storage.goes.title')}><p>{systems.length > 0 ? t('storage.goes.system', { systems: t.list(systems) }) : t(kept.length > 0 ? 'storage.goes.rest' : 'storage.goes.all', { contents })}</p></Notice>
        : <Notice tone="success" title={t('storage.goes.nothing')}><p>{t('storage.goes.empty')}</p></Notice>}
      <Notice tone="info" title={t('storage.kept.title')}>{before && kept.length > 0 && <p>{sayKeptModels(t, before)}</p>}<p>{otherDisks.length > 0 ? t('storage.kept.disks', { disks: t.list(otherDisks) }) : t('storage.kept.none')}</p></Notice>
    </div>
  );
}
