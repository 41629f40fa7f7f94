/** Which disk: a card for each that can be taken, and below them why the others cannot. */
import type { StorageAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Button, Choice, Details, Facts, FindingText, Notice } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Offered } from './disk-of.ts';
import { sayApart, sayChoice, sayContents, sayKind, sayName, saySerial, systemsOn } from './say-disk.ts';

interface DiskChoiceProps {
  ask: ScreenProps['ask'];
  disks: readonly Offered[];
  storage: StorageAnswers;
  chosen: string | undefined;
  onChoose: (path: string) => void;
  refusal: LocalFinding | undefined;
}

export function DiskChoice({ ask, disks, storage, chosen, onChoose, refusal }: DiskChoiceProps) {
  const t = useWords();
  const usable = disks.filter(({ offer }) => !offer.refusal);
  const refused = disks.filter(({ offer }) => offer.refusal);
  return (
    <div className="stack">
      {usable.length === 0
        ? <NoDisk ask={ask} isEmpty={disks.length === 0} />
        : <Choice label={t('storage.choose')} description={sayChoice(t, usable, storage, chosen === undefined)} value={chosen} onChange={onChoose} refusal={refusal}
          options={usable.map((each) => ({ value: each.offer.path, title: <bdi>{sayName(t, each.disk)}</bdi>, name: sayApart(t, each), badge: t.bytes(each.disk.bytes), description: <About disk={each} /> }))} />}
      {refused.length > 0 && (
        <Details title={t.plural('storage.refused', refused.length)} isOpen={usable.length === 0} level={2}>
          <ul className="disk-refused">{refused.map((each) => <Refused key={each.offer.path} disk={each} />)}</ul>
        </Details>
      )}
      {usable.length > 0 && <div className="actions"><Button kind="quiet" icon="again" onPress={() => ask({ type: 'machine.probe' })}>{t('storage.lookAgain')}</Button></div>}
    </div>
  );
}

function About({ disk: { offer, disk } }: { disk: Offered }) {
  const t = useWords();
  const contents = sayContents(t, disk);
  const systems = systemsOn(disk);
  return (
    <>
      <span className="disk-line"><Facts facts={[sayKind(t, disk), saySerial(t, offer), offer.path]} /></span>
      <span className="disk-line">{contents ? t('storage.holds', { contents }) : t('storage.blank')}</span>
      {systems.length > 0 && <span className="disk-line disk-warning">{t('storage.hasSystem', { systems: t.list(systems) })}</span>}
    </>
  );
}

function Refused({ disk: { offer, disk } }: { disk: Offered }) {
  const t = useWords();
  return (
    <li>
      <span className="disk-name"><Facts facts={[sayName(t, disk), t.bytes(disk.bytes)]} /></span>
      <span className="disk-line"><Facts facts={[saySerial(t, offer), offer.path]} /></span>
      {offer.refusal && <span className="disk-line"><FindingText finding={offer.refusal} /></span>}
    </li>
  );
}

function NoDisk({ ask, isEmpty }: { ask: ScreenProps['ask']; isEmpty: boolean }) {
  const t = useWords();
  return (
    <Notice tone="warning" title={t(isEmpty ? 'storage.noDisk.title' : 'storage.none.title')} actions={<Button icon="again" onPress={() => ask({ type: 'machine.probe' })}>{t('storage.lookAgain')}</Button>}>
      <p>{t(isEmpty ? 'storage.noDisk.text' : 'storage.none.text')}</p>
    </Notice>
  );
}
