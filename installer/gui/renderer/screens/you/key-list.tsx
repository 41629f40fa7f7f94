/** The ssh keys that were given, by what tells them apart. */
import { Button, Facts, Icon } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { sayType } from './say-fault.ts';
import { readKnownKey, tailOf } from './sort-keys.ts';

export function KeyList({ keys, onRemove }: { keys: readonly string[]; onRemove: (key: string) => void }) {
  const t = useWords();
  if (keys.length === 0) return null;
  return (
    <ul className="rows" aria-label={t('you.keys.list')}>
      {keys.map((key) => <KeyRow key={key} line={key} onRemove={() => { onRemove(key); }} />)}
    </ul>
  );
}

function KeyRow({ line, onRemove }: { line: string; onRemove: () => void }) {
  const t = useWords();
  const read = readKnownKey(line);
  const name = read?.comment || t('you.keys.unnamed');
  return (
    <li className="row">
      <Icon name="key" />
      <span className="row-text">
        <span className="row-title"><bdi>{name}</bdi></span>
        <span className="row-help"><Facts facts={[read ? sayType(t, read) : t('you.keys.fault.unknown'), <code dir="ltr">…{tailOf(line)}</code>]} /></span>
      </span>
      <Button kind="quiet" label={t('you.keys.removeOf', { name })} onPress={onRemove}>{t('you.keys.remove')}</Button>
    </li>
  );
}
