/** The log while it is looked at: each question waits in the engine until there is news. */
import { useEffect, useState } from 'react';
import type { ScreenProps } from '../../screen.ts';
import { addLines, emptyLog, type LogWindow } from './log-window.ts';

/** After a failure, such as a lost connection. */
const pause = 2000;

export function useLog(ask: ScreenProps['ask']): { log: LogWindow; hasFailed: boolean } {
  const [log, setLog] = useState<LogWindow>(emptyLog);
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    const over = new AbortController();
    void follow(ask, over.signal, (news) => { setFailed(false); setLog((before) => addLines(before, news)); }, () => { setFailed(true); });
    return () => { over.abort(); };
  }, [ask]);
  return { log, hasFailed };
}

type News = { lines: string[]; next: number };

async function follow(ask: ScreenProps['ask'], over: AbortSignal, onNews: (news: News) => void, onFailure: () => void): Promise<void> {
  let from = 0;
  while (!over.aborted) {
    try {
      const news = await ask({ type: 'logs.read', from }) as News;
      if (over.aborted) return;
      from = news.next;
      onNews(news);
    } catch {
      // Said in the log's own place; it goes on by itself.
      if (over.aborted) return;
      onFailure();
      await new Promise((resolve) => { setTimeout(resolve, pause); });
    }
  }
}
