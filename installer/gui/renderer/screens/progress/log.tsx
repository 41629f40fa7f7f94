/** The log, when somebody wants to see it. New lines are followed until it is scrolled back. */
import { useLayoutEffect, useRef, useState } from 'react';
import { Button, Details } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { isAtEnd } from './log-window.ts';
import { useLog } from './use-log.ts';

export function Log({ ask, level = 2 }: Pick<ScreenProps, 'ask'> & { level?: 2 | 3 }) {
  const t = useWords();
  const [isOpen, setOpen] = useState(false);
  return <Details level={level} title={t('progress.log')} isOpen={isOpen} onOpenChange={setOpen}>{isOpen && <Lines ask={ask} />}</Details>;
}

function Lines({ ask }: Pick<ScreenProps, 'ask'>) {
  const t = useWords();
  const { log, hasFailed } = useLog(ask);
  const box = useRef<HTMLPreElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  useLayoutEffect(() => { if (isFollowing) box.current?.scrollTo(0, box.current.scrollHeight); }, [log, isFollowing]);
  return (
    <div className="stack-small">
      {/* No live region: hundreds of lines read out would drown the progress. */}
      <pre className="text-block log code" ref={box} dir="ltr" lang="en" tabIndex={0} role="region" aria-label={t('progress.log.label')} onScroll={({ currentTarget }) => { setFollowing(isAtEnd(currentTarget)); }}>
        {log.lines.length === 0 ? t('progress.log.waiting') : log.lines.join('\n')}
      </pre>
      <div className="actions" role="status">
        {!isFollowing && <><span className="field-help">{t('progress.log.paused')}</span><Button kind="quiet" isForWatchers onPress={() => { setFollowing(true); }}>{t('progress.log.follow')}</Button></>}
        {hasFailed && <span className="field-help">{t('progress.log.failed')}</span>}
      </div>
    </div>
  );
}
