/** How the machine is reached once it has started: a line to type, and the same for a phone's camera. */
import { useMemo } from 'react';
import { Notice, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { FinishedView } from '../../../../../shared/protocol/snapshot.ts';
import { CopyButton } from '../review/copy-button.tsx';
import { qrPath } from './qr-path.ts';
import { reachable, sshLine, sshUrl } from './ways-in.ts';

export function Reach({ finished, isSshOpen }: { finished: FinishedView; isSshOpen: boolean }) {
  const t = useWords();
  const addresses = reachable(finished.addresses);
  const [first] = addresses;
  return (
    <Panel title={t('finished.reach')} icon="network" lead={t(first === undefined ? 'finished.reachHere' : 'finished.reachLead', { hostname: finished.hostname })}>
      {!isSshOpen && <Notice>{t('finished.noSsh')}</Notice>}
      {first === undefined ? <Notice>{t('finished.noAddress')}</Notice> : (
        <div className="reach">
          <div className="stack-small">
            {addresses.map((address) => <SshLine key={address} line={sshLine(finished, address)} />)}
            <p className="field-help">{t('finished.addressesText')}</p>
          </div>
          <Qr text={sshUrl(finished, first)} />
        </div>
      )}
    </Panel>
  );
}

function SshLine({ line }: { line: string }) {
  const t = useWords();
  return <div className="ssh-line"><code dir="ltr">{line}</code><CopyButton text={line} label={t('finished.copy', { line })} /></div>;
}

function Qr({ text }: { text: string }) {
  const t = useWords();
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <figure className="qr">
      {/* Dark on white in every theme: many readers take no other. */}
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={t('finished.qr', { text })}><rect width={size} height={size} className="qr-ground" /><path d={path} className="qr-dark" /></svg>
      <figcaption className="field-help">{t('finished.qrText')} <code dir="ltr">{text}</code></figcaption>
    </figure>
  );
}
