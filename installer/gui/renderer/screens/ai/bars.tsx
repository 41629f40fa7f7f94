/** Memory and speed of one model as bars. What they show is written beside them, so they say nothing themselves. */
import type { Prediction } from '../../../../../shared/measure/measurement.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { Share } from './judge-rows.ts';
import { sayRange, sayWordsPerMinute } from './say-model.ts';
import { speedBar } from './speed.ts';

export function MemoryBars({ gpu, memory }: { gpu: Share | undefined; memory: Share }) {
  const t = useWords();
  return <>{gpu && <MemoryBar label={t('ai.memory.gpu')} share={gpu} />}<MemoryBar label={t('ai.memory')} share={memory} /></>;
}

/** Where more is needed than there is, the bar is the need, and a line marks how far the memory reaches. */
function MemoryBar({ label, share: { need, have } }: { label: string; share: Share }) {
  const t = useWords();
  const isOver = need > have;
  const percent = (bytes: number): string => `${Math.min(100, bytes / Math.max(need, have, 1) * 100)}%`;
  return (
    <span className="meter">
      <span className="meter-label">{label}</span>
      <span className="meter-track" aria-hidden="true">
        <span className={isOver ? 'meter-fill over' : 'meter-fill'} style={{ inlineSize: percent(need) }} />
        {isOver && <span className="meter-fill" style={{ inlineSize: percent(have) }} />}
      </span>
      <span className="meter-text">{t('ai.memory.share', { need: t.bytes(need, 'binary'), have: t.bytes(have, 'binary') })}</span>
    </span>
  );
}

export function SpeedBar({ prediction, scale }: { prediction: Prediction | undefined; scale: number | undefined }) {
  const t = useWords();
  const bar = prediction && scale !== undefined ? speedBar(prediction, scale) : undefined;
  return (
    <span className="meter meter-long">
      <span className="meter-label">{t('ai.speed.label')}</span>
      {bar && (
        <span className="meter-track" aria-hidden="true">
          <span className="meter-fill" style={{ inlineSize: `${bar.likely}%` }} />
          <span className="meter-range" style={{ insetInlineStart: `${bar.low}%`, inlineSize: `${bar.high - bar.low}%` }} />
          <span className="meter-mark" style={{ insetInlineStart: `${bar.reading}%` }} />
        </span>
      )}
      <span className="meter-text">{prediction ? `${sayRange(t, prediction.generation)} (${sayWordsPerMinute(t, prediction.generation.likely)})` : t('ai.speed.unknown')}</span>
    </span>
  );
}
