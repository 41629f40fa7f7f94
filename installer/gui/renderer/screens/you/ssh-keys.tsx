/** Three ways to bring ssh keys, one list of those that are there. */
import { useState } from 'react';
import { Details, Notice, Refusal } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { FileKeys } from './file-keys.tsx';
import { KeyList } from './key-list.tsx';
import { PasteKeys } from './paste-keys.tsx';
import { sayFault } from './say-fault.ts';
import { sortKeys, type SortedKeys } from './sort-keys.ts';
import { UsbKeys } from './usb-keys.tsx';

interface SshKeysProps { keys: readonly string[]; onChange: (keys: string[]) => void; ask: ScreenProps['ask']; finding: LocalFinding | undefined }

export function SshKeys({ keys, onChange, ask, finding }: SshKeysProps) {
  const t = useWords();
  const [last, setLast] = useState<SortedKeys | 'too-large'>();
  const take = (text: string): SortedKeys => {
    const sorted = sortKeys(text, keys);
    setLast(sorted);
    if (sorted.keys.length > 0) onChange([...keys, ...sorted.keys]);
    return sorted;
  };
  /** The field keeps only what was refused, so that is what its lines are counted by. */
  const takePasted = (text: string): string => {
    const sorted = take(text);
    setLast({ ...sorted, refused: sorted.refused.map((one, index) => ({ ...one, line: index + 1 })) });
    return sorted.rest;
  };
  return (
    <>
      <KeyList keys={keys} onRemove={(key) => { setLast(undefined); onChange(keys.filter((one) => one !== key)); }} />
      <PasteKeys take={takePasted} />
      <TakenKeys last={last} />
      <Refusal finding={finding} />
      <UsbKeys ask={ask} take={take}><FileKeys take={take} onTooLarge={() => { setLast('too-large'); }} /></UsbKeys>
      <Details title={t('you.keys.what')}><p>{t('you.keys.whatText')}</p><p><code dir="ltr">ssh-keygen -t ed25519</code></p></Details>
    </>
  );
}

/** What became of the last text that was brought. */
function TakenKeys({ last }: { last: SortedKeys | 'too-large' | undefined }) {
  const t = useWords();
  const isPrivate = last !== 'too-large' && last?.refused.some(({ fault }) => fault.fault === 'private') === true;
  return (
    <div role="status">
      {last === 'too-large' && <Notice tone="warning">{t('you.keys.tooLarge')}</Notice>}
      {isPrivate && <Notice tone="danger" title={t('you.keys.privateTitle')}>{t('you.keys.fault.private')}</Notice>}
      {last !== undefined && last !== 'too-large' && !isPrivate && <Sorted sorted={last} />}
    </div>
  );
}

function Sorted({ sorted: { keys, known, refused } }: { sorted: SortedKeys }) {
  const t = useWords();
  if (keys.length + known + refused.length === 0) return <Notice tone="warning">{t('you.keys.nothing')}</Notice>;
  return (
    <div className="stack-small">
      {(keys.length > 0 || known > 0) && (
        <p className="field-help">{[...(keys.length > 0 ? [t.plural('you.keys.added', keys.length)] : []), ...(known > 0 ? [t.plural('you.keys.known', known)] : [])].join(' ')}</p>
      )}
      {refused.length > 0 && (
        <Notice tone="warning" title={t.plural('you.keys.refused', refused.length)}>
          <ul className="hints">{refused.map(({ line, fault }) => <li key={line}>{t('you.keys.line', { line, why: sayFault(t, fault) })}</li>)}</ul>
        </Notice>
      )}
    </div>
  );
}
