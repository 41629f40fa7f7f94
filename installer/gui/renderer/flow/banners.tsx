/** What holds for every screen: a simulation, a lost connection, someone else in control. */
import { useEffect, useState } from 'react';
import { Button } from '../components/button.tsx';
import { Icon } from '../components/icon.tsx';
import { useWords } from '../i18n/use-words.ts';
import type { EngineStore, EngineView } from './engine-store.ts';

export function Banners({ view: { snapshot, connection }, store }: { view: EngineView; store: EngineStore }) {
  const t = useWords();
  const lostUntil = connection.state === 'lost' ? connection.retryAt : undefined;
  return (
    <>
      {snapshot?.simulation && (
        <div className="banner banner-simulation" role="note">
          <p><strong>{t('common.simulation.title')}</strong> {t('common.simulation.text', { machine: snapshot.simulation.machine })}</p>
        </div>
      )}
      <div role="status" aria-label={t('common.connection')}>
        {connection.state !== 'open' && snapshot && (
          <div className="banner banner-lost">
            <Icon name="warning" />
            <p><strong>{t('common.lost.title')}</strong> {t('common.lost.text')} {lostUntil !== undefined && <Countdown until={lostUntil} />}</p>
            <Button isForWatchers onPress={() => { store.reconnect(); }}>{t('common.lost.now')}</Button>
          </div>
        )}
      </div>
      {snapshot && !snapshot.you.inControl && (
        <div className="banner banner-watching" role="status">
          <Icon name="user" />
          <p><strong>{t('common.watching.title')}</strong> {t('common.watching.text')}</p>
          <Button isForWatchers onPress={() => store.ask({ type: 'control.take' })}>{t('common.watching.take')}</Button>
        </div>
      )}
    </>
  );
}

/** Not read out by itself: a number each second would drown everything else. */
function Countdown({ until }: { until: number }) {
  const t = useWords();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()); }, 500);
    return () => { clearInterval(timer); };
  }, []);
  return <span aria-hidden="true">{t.plural('common.lost.wait', Math.max(0, Math.ceil((until - now) / 1000)))}</span>;
}
