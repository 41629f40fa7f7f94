/** A sample text that appears as fast as the model would write it. On a serial line in larger pieces, at the same pace. */
import { useEffect, useMemo, useState } from 'react';
import { sayTokens, sayWordsPerMinute } from '../../gui/renderer/screens/ai/say-model.ts';
import { piecesOf, writtenAfter } from '../../gui/renderer/screens/ai/type-text.ts';
import { gap, text } from '../block.ts';
import { Page } from '../page.tsx';
import { useWizard } from '../wizard-context.ts';
import { shown } from '../words.ts';

export function DemoPage({ tokensPerSecond }: { tokensPerSecond: number }) {
  const { t, terminal, close } = useWizard();
  const [begun, setBegun] = useState(() => performance.now());
  const [now, setNow] = useState(begun);
  const pieces = useMemo(() => piecesOf(t('ai.demo.text'), t.language), [t]);
  const { text: written, done } = writtenAfter(pieces, (now - begun) / 1000, tokensPerSecond);
  useEffect(() => {
    if (done) return undefined;
    const timer = setInterval(() => { setNow(performance.now()); }, terminal.slow ? 500 : 100);
    return () => { clearInterval(timer); };
  }, [done, terminal.slow]);
  const blocks = [
    text('label', shown(t('ai.demo.label', { speed: sayTokens(t, tokensPerSecond), words: sayWordsPerMinute(t, tokensPerSecond) }), terminal), 'soft'), gap('gap'),
    text('written', shown(written, terminal)),
  ];
  const again = { label: t('ai.demo.again'), run: () => { const start = performance.now(); setBegun(start); setNow(start); } };
  return <Page id="demo" title={t('ai.demo')} blocks={blocks} help={t('text.about.demo')} more={done ? [again] : []} first="#0" back={{ label: t('common.close'), run: close }} />;
}
