/** Alt+Super+S, as on desktops: who does not see the switch of the screen reader still finds it. */
import { useEffect } from 'react';
import type { Verb } from '../../../../shared/protocol/request.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';

/** In a window on another machine it would read to nobody: there, that machine's own reads. */
export function hasReader({ screenReader, you }: Pick<Snapshot, 'screenReader' | 'you'>): boolean {
  return screenReader === true && you.local;
}

export function useReaderKey(snapshot: Snapshot | undefined, ask: (verb: Verb) => Promise<unknown>): void {
  const welcome = snapshot && hasReader(snapshot) && snapshot.you.inControl ? snapshot.answers.welcome : undefined;
  useEffect(() => {
    if (!welcome) return undefined;
    const press = (event: KeyboardEvent): void => {
      // By the key's place: with Cyrillic or Arabic layouts it types another letter.
      if (!event.altKey || !event.metaKey || event.code !== 'KeyS' || event.repeat) return;
      event.preventDefault();
      const { accessibility } = welcome;
      void ask({ type: 'answers.set', section: 'welcome', value: { ...welcome, accessibility: { ...accessibility, screenReader: !accessibility.screenReader } } });
    };
    window.addEventListener('keydown', press);
    return () => { window.removeEventListener('keydown', press); };
  }, [welcome, ask]);
}
