/** Which disk, what becomes of it, and how the system is stored on it. */
import { Choice, Notice, Panel, Refusal, ScreenFrame, Toggle } from '../../components/index.ts';
import type { StorageAnswers } from '../../../../../shared/protocol/answers.ts';
import { keepsModels } from '../../../../../shared/protocol/keeps-models.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt, findingsElsewhere, findingsOf } from '../findings-at.ts';
import { DiskChoice } from './disk-choice.tsx';
import { isSameDisk, nameOfDisk, offeredDisks } from './disk-of.ts';
import { DiskPicture } from './disk-picture.tsx';
import { Password } from '../you/password.tsx';
import { SizeTable } from './size-table.tsx';
import './storage-screen.css';

export function StorageScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { preview, answers: { storage } } = snapshot;
  const disks = snapshot.machine ? offeredDisks(snapshot.disks, snapshot.machine) : [];
  const set = (change: Partial<StorageAnswers>): void => { void ask({ type: 'answers.set', section: 'storage', value: { ...storage, ...change } }); };
  // Where only one can be taken the plan takes it, though nobody chose it.
  const chosen = disks.find(({ offer }) => !offer.refusal && (storage.disk ? isSameDisk(storage.disk, offer) : preview?.disk?.path === offer.path));
  const findings = findingsOf(preview);
  const onDisk = findingAt(findings, 'cognos.storage.disk');
  // That one must be chosen, or named because it is not blank, is no mistake before anybody has chosen.
  const diskFinding = storage.disk ? onDisk : undefined;
  const onSizes = (['esp', 'root', 'swap', 'models'] as const).map((name) => findingAt(findings, `cognos.storage.${name}`));
  const onEncryption = findingAt(findings, 'cognos.storage.encrypt');
  return (
    <ScreenFrame title={t('storage.title')} lead={t('storage.lead')}>
      {findingsElsewhere(findings, 'storage', onDisk, onEncryption, ...onSizes).map((finding) => <Refusal key={`${finding.code} ${finding.path}`} finding={finding} />)}
      <DiskChoice ask={ask} disks={disks} storage={storage} chosen={chosen?.offer.path} refusal={diskFinding}
        onChoose={(path) => { const taken = snapshot.disks.find((offer) => offer.path === path); if (taken) set({ disk: nameOfDisk(taken) }); }} />
      {chosen?.offer.models !== undefined && !storage.encrypt && <Toggle label={t('storage.keepModels')} description={t('storage.keepModelsText')} value={keepsModels(storage)} isDisabled={storage.sizes.models !== undefined} onChange={(keep) => { set({ dropModels: !keep }); }} />}
      {chosen && <DiskPicture chosen={chosen} others={disks.filter((each) => each !== chosen)} preview={preview} />}
      <Layout layout={storage.layout} onChange={(layout) => { set({ layout }); }} />
      <Encryption storage={storage} set={set} ask={ask} refusal={onEncryption} />
      <SizeTable sizes={storage.sizes} onChange={(sizes) => { set({ sizes }); }} preview={preview} findings={findings} />
      <Notice tone="info"><p>{t('storage.notYet')}</p></Notice>
    </ScreenFrame>
  );
}

interface EncryptionProps extends Pick<ScreenProps, 'ask'> { storage: StorageAnswers; set: (change: Partial<StorageAnswers>) => void; refusal: LocalFinding | undefined }

function Encryption({ storage: { encrypt, hasPassphrase }, set, ask, refusal }: EncryptionProps) {
  const t = useWords();
  return (
    <Panel title={t('storage.encryption')} icon="key">
      <Toggle label={t('storage.encrypt')} description={t('storage.encryptText')} value={encrypt} onChange={(wanted) => { set({ encrypt: wanted }); }} />
      {encrypt && (
        <>
          <Notice tone="warning"><p>{t('storage.encryptLost')}</p></Notice>
          <Password name="passphrase" isSet={hasPassphrase} canRemove={false} ask={ask} />
          {/* That it is still to be typed is seen from the empty fields. */}
          {refusal && refusal.code !== 'no-passphrase' && <Refusal finding={refusal} />}
        </>
      )}
    </Panel>
  );
}

function Layout({ layout, onChange }: { layout: StorageAnswers['layout']; onChange: (layout: StorageAnswers['layout']) => void }) {
  const t = useWords();
  return (
    <Choice label={t('storage.layout')} value={layout} onChange={onChange} options={[
      { value: 'btrfs', title: t('storage.layout.btrfs'), badge: t('storage.recommended'), description: t('storage.layout.btrfsText') },
      { value: 'ext4', title: t('storage.layout.ext4'), description: t('storage.layout.ext4Text') },
    ]} />
  );
}
