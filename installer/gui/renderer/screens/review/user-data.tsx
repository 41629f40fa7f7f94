/** This install as a user-data file: shown, copied, downloaded, or saved to a volume, for the next machine. */
import { useEffect, useState } from 'react';
import { Button, Details, Notice, Panel, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { CopyButton } from './copy-button.tsx';
import { saySecrets } from './say-secrets.ts';
import { SaveToVolume } from './save-to-volume.tsx';
import { useAsked } from './use-asked.ts';

const fileName = 'cognos-user-data.yaml';

export function UserData({ snapshot: { answers, you: client, state }, ask }: Pick<ScreenProps, 'snapshot' | 'ask'>) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  const [withSecrets, setWithSecrets] = useState(false);
  const secrets = saySecrets(t, answers);
  return (
    <Panel title={t('review.userData')} icon="save" lead={t(state === 'finished' ? 'review.userDataEnd' : 'review.userDataLead')}>
      {secrets && client.inControl && <Toggle label={secrets.label} description={secrets.text} value={withSecrets} onChange={setWithSecrets} />}
      <SaveToVolume ask={ask} label={t('review.userData.save')} save={(volume) => ask({ type: 'spec.save', volume, withSecrets })} />
      <Details title={t('review.userData.show')} isOpen={isOpen} onOpenChange={setOpen}>{isOpen && <UserDataText ask={ask} withSecrets={withSecrets} isLocal={client.local} />}</Details>
    </Panel>
  );
}

function UserDataText({ ask, withSecrets, isLocal }: { ask: ScreenProps['ask']; withSecrets: boolean; isLocal: boolean }) {
  const t = useWords();
  const asked = useAsked<{ text: string }>();
  useEffect(() => { void asked.run(() => ask({ type: 'spec.text', withSecrets })); }, [ask, withSecrets]);
  const text = asked.answer?.text;
  return (
    <div className="stack-small">
      {asked.refusal !== undefined && <Notice tone="warning">{asked.refusal}</Notice>}
      {text !== undefined && (
        <>
          <pre className="text-block code" dir="ltr" tabIndex={0} role="region" aria-label={fileName}>{text}</pre>
          <div className="actions">
            <CopyButton text={text} label={t('review.userData.copy')} />
            {/* At the machine itself a download would land in the memory that is gone after the restart. */}
            {!isLocal && <Button isForWatchers onPress={() => { download(text); }}>{t('review.userData.download')}</Button>}
          </div>
        </>
      )}
    </div>
  );
}

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
