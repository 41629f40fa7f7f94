/** How long a conversation the model keeps in mind, and what that costs. */
import { useRef, useState } from 'react';
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Button, Range } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { contextBytes, contextStops, contextWords, fitWith, stopFor, usualFor } from './context-cost.ts';
import { sayModel } from './say-model.ts';

interface ContextSliderProps { candidate: Candidate; context: number | undefined; bytesPer1024: number; memoryBytes: number; onChange: (context: number | undefined) => void; refusal: LocalFinding | undefined }

export function ContextSlider({ candidate, context, bytesPer1024, memoryBytes, onChange, refusal }: ContextSliderProps) {
  const t = useWords();
  const { model } = candidate;
  const stops = contextStops(model.shape.context);
  const answered = stopFor(context ?? usualFor(model.shape.context), stops);
  const slider = useRef<HTMLDivElement>(null);
  // The button goes away with what it undoes: the focus goes to the slider.
  const reset = (): void => { onChange(undefined); slider.current?.querySelector('input')?.focus(); };
  const [moved, setMoved] = useState<number>();
  const tokens = stops[moved ?? answered] ?? model.shape.context;
  const { need, missing } = fitWith(candidate, tokens, bytesPer1024, memoryBytes);
  const say = (index: number): string => sayTokens(t, stops[index] ?? model.shape.context);
  return (
    <>
      <div ref={slider}><Range label={t('ai.context')} minValue={0} maxValue={stops.length - 1} value={answered} format={say} onMove={setMoved} refusal={refusal}
        onChange={(index) => { setMoved(undefined); onChange(stops[index]); }}
        description={<>{t('ai.context.help')} {t('ai.context.limit', { model: sayModel(t, model), tokens: model.shape.context })}</>} /></div>
      <p role="status">{t('ai.context.cost', { bytes: t.bytes(contextBytes(tokens, bytesPer1024), 'binary'), need: t.bytes(need, 'binary') })} {missing > 0 && <strong>{t('ai.context.missing', { bytes: t.bytes(missing, 'binary') })}</strong>}</p>
      {context !== undefined && <div className="actions"><Button kind="quiet" icon="again" onPress={reset}>{t('ai.context.usual')}</Button></div>}
    </>
  );
}

function sayTokens(t: ReturnType<typeof useWords>, tokens: number): string {
  return t('ai.context.value', { tokens, words: contextWords(tokens) });
}
