/** Volumes that are plugged in, and a button to save to each. */
import { Button, Icon, Notice } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Volume } from '../../../../../shared/protocol/request.ts';
import { useAsked } from './use-asked.ts';

interface SaveToVolumeProps {
  ask: ScreenProps['ask'];
  /** What the button says: what is saved. */
  label: string;
  /** Answers with `{ path }`. */
  save: (volume: string) => Promise<unknown>;
}

export function SaveToVolume({ ask, label, save }: SaveToVolumeProps) {
  const t = useWords();
  const found = useAsked<Volume[]>();
  const saved = useAsked<{ path: string }>();
  return (
    <div className="stack-small">
      <div className="actions">
        <Button icon="save" isPending={found.isWaiting} onPress={() => { void found.run(() => ask({ type: 'volumes.find' })); }}>{label}</Button>
      </div>
      <div role="status">
        {found.answer?.length === 0 && <p className="field-help">{t('review.volumes.none')}</p>}
        {found.refusal !== undefined && <Notice tone="warning">{found.refusal}</Notice>}
      </div>
      {found.answer && found.answer.length > 0 && (
        <ul className="rows" aria-label={t('review.volumes')}>
          {found.answer.map((volume) => <VolumeRow key={volume.path} volume={volume} isSaving={saved.isWaiting} onSave={() => { void saved.run(() => save(volume.path)); }} />)}
        </ul>
      )}
      <div role="status">
        {saved.answer && <Notice tone="success">{t('review.volumes.saved', { path: saved.answer.path })}</Notice>}
        {saved.refusal !== undefined && <Notice tone="danger">{saved.refusal}</Notice>}
      </div>
    </div>
  );
}

function VolumeRow({ volume: { title, freeBytes }, isSaving, onSave }: { volume: Volume; isSaving: boolean; onSave: () => void }) {
  const t = useWords();
  return (
    <li className="row">
      <Icon name="disk" />
      <span className="row-text">
        <span className="row-title"><bdi>{title}</bdi></span>
        {freeBytes !== undefined && <span className="row-help">{t('review.volumes.free', { free: t.bytes(freeBytes) })}</span>}
      </span>
      <Button isPending={isSaving} label={t('review.volumes.saveTo', { volume: title })} onPress={onSave}>{t('review.volumes.save')}</Button>
    </li>
  );
}
