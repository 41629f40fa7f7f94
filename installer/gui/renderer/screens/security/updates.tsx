/** Which updates come by themselves, and when the machine may restart for them. */
import { Choice, Panel, Select, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { SecurityAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { restartTimes, sayTime } from './restart-times.ts';

/** When hardly anybody works. */
const usualTime = '04:00';
const kinds = ['security', 'all', 'none'] as const satisfies readonly SecurityAnswers['updates'][];

interface UpdatesProps extends Pick<SecurityAnswers, 'updates' | 'reboot'> { onChange: (changes: Partial<SecurityAnswers>) => void; finding: LocalFinding | undefined }

export function Updates({ updates, reboot, onChange, finding }: UpdatesProps) {
  const t = useWords();
  const times = reboot === 'never' ? [] : restartTimes(reboot).map((value) => ({ value, title: sayTime(value, t.language) }));
  return (
    <Panel title={t('security.updates')} icon="again">
      <Choice label={t('security.updatesLabel')} isLabelHidden value={updates} onChange={(next) => { onChange({ updates: next }); }} refusal={finding} options={kinds.map((value) => ({
        value, title: t(`security.updates.${value}`), description: t(`security.updatesText.${value}`), ...(value === 'security' ? { badge: t('security.recommended') } : {}),
      }))} />
      {updates !== 'none' && (
        <>
          <Toggle label={t('security.restart')} description={t('security.restartText')} value={reboot !== 'never'} onChange={(isOn) => { onChange({ reboot: isOn ? usualTime : 'never' }); }} />
          {reboot !== 'never' && <Select label={t('security.restartAt')} value={reboot} onChange={(time) => { onChange({ reboot: time }); }} options={times} />}
        </>
      )}
    </Panel>
  );
}
