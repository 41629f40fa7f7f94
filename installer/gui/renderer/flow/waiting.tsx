/** The machine is at work and needs nothing from anybody. */
import { Bar } from '../components/bar.tsx';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { ScreenFrame } from '../components/screen-frame.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { ScreenProps } from '../screen.ts';

export function Connecting() {
  const t = useWords();
  return <Calm title={t('common.connecting')} lead={t('common.connecting.text')} label={t('common.connecting')} />;
}

export function Probing() {
  const t = useWords();
  return <Calm title={t('common.probing.title')} lead={t('common.probing.text')} label={t('common.probing.title')} />;
}

/** From the answers to the plan; the first time the machine's speed is measured on the way. */
export function Planning({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const measuring = snapshot.state === 'measuring';
  return (
    <Calm title={t('common.planning.title')} lead={measuring ? t('common.planning.measuring') : t('common.planning.text')} label={measuring ? snapshot.measuring?.label ?? t('common.planning.title') : t('common.planning.title')}
      value={measuring ? snapshot.measuring?.fraction : undefined}>
      {measuring && <div className="actions"><Button kind="quiet" onPress={() => ask({ type: 'measure.cancel' })}>{t('common.planning.skip')}</Button></div>}
    </Calm>
  );
}

function Calm({ title, lead, label, value, children }: { title: string; lead: string; label: string; value?: number | undefined; children?: React.ReactNode }) {
  return (
    <ScreenFrame title={title} lead={lead}>
      <div className="calm">
        <Icon name="machine" size="large" />
        <Bar label={label} isLabelHidden={value === undefined} {...(value === undefined ? {} : { value })} />
        {children}
      </div>
    </ScreenFrame>
  );
}
