/** Keys on volumes that are plugged in, looked for when asked. */
import { useState, type ReactNode } from 'react';
import { Button, Facts, Icon } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { KeyFile } from '../../../../../shared/protocol/request.ts';

/** @param children other ways to bring keys, in the same row */
export function UsbKeys({ ask, take, children }: { ask: ScreenProps['ask']; take: (text: string) => unknown; children: ReactNode }) {
  const t = useWords();
  const [found, setFound] = useState<KeyFile[]>();
  const [isLooking, setLooking] = useState(false);
  const look = async (): Promise<void> => {
    setLooking(true);
    try {
      setFound(await ask({ type: 'keys.find' }) as KeyFile[]);
    } finally {
      setLooking(false);
    }
  };
  return (
    <div className="stack-small">
      <div className="actions">{children}<Button icon="search" onPress={() => { void look(); }} isPending={isLooking}>{t('you.keys.usb')}</Button></div>
      <div role="status">
        {isLooking && <p className="field-help">{t('you.keys.looking')}</p>}
        {!isLooking && found?.length === 0 && <p className="field-help">{t('you.keys.noneFound')}</p>}
      </div>
      {!isLooking && found && found.length > 0 && (
        <ul className="rows" aria-label={t('you.keys.found')}>
          {found.map((file) => <FoundFile key={`${file.volume} ${file.file}`} file={file} onTake={() => take(file.keys.join('\n'))} />)}
        </ul>
      )}
    </div>
  );
}

function FoundFile({ file: { volume, file, keys }, onTake }: { file: KeyFile; onTake: () => unknown }) {
  const t = useWords();
  return (
    <li className="row">
      <Icon name="save" />
      <span className="row-text">
        <span className="row-title"><bdi>{file}</bdi></span>
        <span className="row-help"><Facts facts={[volume, t.plural('you.keys.count', keys.length)]} /></span>
      </span>
      <Button label={t('you.keys.takeOf', { file })} onPress={onTake}>{t('you.keys.take')}</Button>
    </li>
  );
}
