/** The one button that begins. Where data is lost it waits for digits of the disk that loses it. */
import { useState } from 'react';
import { Button, Notice, Panel, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { PlanView } from '../../../../../shared/protocol/snapshot.ts';
import { confirmDigits, isConfirmed, type ConfirmDigits } from './confirm-digits.ts';
import { losesData } from './read-plan.ts';
import { useAsked } from './use-asked.ts';

interface ConfirmPartProps extends Pick<ScreenProps, 'snapshot' | 'ask'> { plan: PlanView }

export function ConfirmPart({ plan, snapshot, ask }: ConfirmPartProps) {
  const t = useWords();
  const [typed, setTyped] = useState('');
  const confirming = useAsked();
  const { path, identity: { serial, wwn, bytes } } = plan.disk;
  const wanted = losesData(plan) ? confirmDigits({ path, serial, wwn, bytes }, snapshot.disks) : undefined;
  const isReady = wanted === undefined || isConfirmed(typed, wanted);
  return (
    <Panel title={t('review.confirm')} icon="check">
      {wanted && <Digits wanted={wanted} typed={typed} onType={setTyped} />}
      {confirming.refusal !== undefined && <Notice tone="danger" live="assertive">{confirming.refusal}</Notice>}
      <div className="actions">
        <Button kind={wanted ? 'danger' : 'primary'} isDisabled={!isReady} isPending={confirming.isWaiting}
          onPress={() => { void confirming.run(() => ask({ type: 'install.confirm', planHash: plan.hash, disk: plan.diskName })); }}>
          {t(plan.resumes ? 'review.goOn' : 'review.install')}
        </Button>
        <span className="field-help" role="status">{wanted && t(isReady ? 'review.confirm.right' : 'review.confirm.open')}</span>
      </div>
    </Panel>
  );
}

function Digits({ wanted, typed, onType }: { wanted: ConfirmDigits; typed: string; onType: (typed: string) => void }) {
  const t = useWords();
  const { digits, from } = wanted;
  return (
    <>
      <p>{t('review.confirm.why')}</p>
      <p className="confirm-number"><span>{t(`review.confirm.${from}`)}</span> <Marked wanted={wanted} /></p>
      <TextInput label={t('review.confirm.type', { count: digits.length })} description={t('review.confirm.help')} value={typed} onChange={onType} delay={0} inputMode="numeric" isCode maxLength={64} />
    </>
  );
}

/** The whole number as it stands on the label, with the digits that are meant underlined. */
function Marked({ wanted: { whole, digits } }: { wanted: ConfirmDigits }) {
  let left = digits.length;
  const characters = [...whole].reverse().map((character) => {
    const isMeant = left > 0 && /[0-9]/.test(character);
    if (isMeant) left -= 1;
    return { character, isMeant };
  }).reverse();
  return <code dir="ltr" className="confirm-code">{characters.map(({ character, isMeant }, index) => (isMeant ? <mark key={index}>{character}</mark> : character))}</code>;
}
