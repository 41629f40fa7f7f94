/** How fast the chosen model would write, shown: a sample text appears at its speed. Where motion is unwanted, words say it. */
import { useEffect, useMemo, useRef } from 'react';
import type { Prediction } from '../../../../../shared/measure/measurement.ts';
import { Button } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { sayRange, sayTokens, sayWordsPerMinute } from './say-model.ts';
import { paceOf } from './speed.ts';
import { piecesOf } from './type-text.ts';
import { useMedia } from '../../theme/use-media.ts';
import { useTyping } from './use-typing.ts';

export function ChatSpeed({ prediction }: { prediction: Prediction | undefined }) {
  const t = useWords();
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  if (!prediction) return <p>{t('ai.demo.unmeasured')}</p>;
  const { generation, firstToken, basis } = prediction;
  return (
    <>
      <p>
        {t('ai.speed.sentence', { range: sayRange(t, generation), words: sayWordsPerMinute(t, generation.likely), pace: t(`ai.pace.${paceOf(generation)}`) })} {t('ai.demo.first', { seconds: t.duration(Math.max(1, firstToken.likely)) })}
        {basis === 'scaled' && ` ${t('ai.speed.scaled')}`}
      </p>
      {!isStill && <Demonstration tokensPerSecond={generation.likely} />}
    </>
  );
}

function Demonstration({ tokensPerSecond }: { tokensPerSecond: number }) {
  const t = useWords();
  const sample = t('ai.demo.text');
  const pieces = useMemo(() => piecesOf(sample, t.language), [sample, t.language]);
  const { text, done, isRunning, play, pause } = useTyping(pieces, tokensPerSecond);
  const figure = useRef<HTMLDivElement>(null);
  usePlayWhenSeen(figure, play);
  return (
    <div className="chat" ref={figure}>
      <div className="chat-text" role="img" aria-label={t('ai.demo.label', { speed: sayTokens(t, tokensPerSecond), words: sayWordsPerMinute(t, tokensPerSecond) })}>
        {/* The whole text, unseen, keeps the place: nothing below it may move while it is written. */}
        <p className="chat-whole" aria-hidden="true">{sample}</p>
        <p className="chat-written" aria-hidden="true">{text}{!done && <span className="chat-cursor" />}</p>
      </div>
      <div className="actions">
        {isRunning ? <Button isForWatchers onPress={pause}>{t('ai.demo.pause')}</Button> : <Button isForWatchers onPress={play}>{t(done ? 'ai.demo.again' : 'ai.demo.play')}</Button>}
      </div>
    </div>
  );
}

/** Once, when it has come into sight: what nobody sees need not move. */
function usePlayWhenSeen(element: React.RefObject<HTMLElement | null>, play: () => void): void {
  const latest = useRef(play);
  latest.current = play;
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      latest.current();
    }, { threshold: 0.6 });
    observer.observe(current);
    return () => { observer.disconnect(); };
  }, [element]);
}
