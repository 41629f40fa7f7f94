/** F3: the engine's log, on demand only: on a serial line every line costs a tenth of a second. */
import { useEffect, useState } from 'react';
import { addLines, emptyLog, type LogWindow } from '../gui/renderer/screens/progress/log-window.ts';
import { lines as rows, text } from './block.ts';
import { cutTo } from './cell-width.ts';
import { footerRows, headerRows } from './furniture-rows.ts';
import { Page } from './page.tsx';
import { useWizard } from './wizard-context.ts';
import { shown } from './words.ts';

export function LogPage() {
  const { t, terminal, close } = useWizard();
  const { log, fault } = useLog();
  const height = terminal.rows - headerRows - footerRows;
  const [back, setBack] = useState(0);
  const most = Math.max(0, log.lines.length - height);
  const from = Math.max(0, most - back);
  const seen = log.lines.slice(from, from + height);
  const blocks = fault !== undefined ? [text('fault', t('text.log.lost', { reason: shown(fault, terminal) }), 'warning')]
    : seen.length === 0 ? [text('empty', t('text.log.empty'), 'soft')]
    : seen.map((line, index) => rows(`${from + index}`, (width) => [[{ text: cutTo(shown(line.replace(/^\d{4}-\d\d-\d\dT(\d\d:\d\d:\d\d)\S*/, '$1'), terminal), width, '~') }]]));
  const press = ({ name }: { name: string }): boolean => {
    const by = { up: 1, down: -1, pageup: height - 1, pagedown: 1 - height, 'ctrl-y': height - 1, 'ctrl-v': 1 - height, home: most, end: -most }[name];
    if (by === undefined) return false;
    setBack(Math.min(most, Math.max(0, back + by)));
    return true;
  };
  return <Page id="log" title={t('text.log.title')} blocks={blocks} help={t('text.log.help')} keys={{ press, hint: log.lines.length > height ? t('text.position', { from: from + 1, to: from + seen.length, total: log.lines.length }) : '' }} back={{ label: t('common.close'), run: close }} />;
}

function useLog(): { log: LogWindow; fault: string | undefined } {
  const { store, terminal } = useWizard();
  const [log, setLog] = useState(emptyLog);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let open = true;
    const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
    const follow = async (): Promise<void> => {
      for (let next = 0; open;) {
        try {
          const news = await store.ask({ type: 'logs.read', from: next }) as { lines: string[]; next: number };
          next = news.next;
          if (open && news.lines.length > 0) setLog((before) => addLines(before, news));
          if (open) setFault(undefined);
          await pause(terminal.slow ? 1000 : 200);
        } catch (error) {
          if (open) setFault((error as Error).message);
          await pause(1500);
        }
      }
    };
    void follow();
    return () => { open = false; };
  }, [store, terminal.slow]);
  return { log, fault };
}
