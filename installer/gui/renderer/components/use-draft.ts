/**
 * Text while it is typed: the field shows every letter at once, `onChange` hears of it when the typing pauses, and at the
 * latest when the field is left. As long as somebody is in it, nothing else changes it: a name that is suggested just then would
 * stand before what is typed.
 */
import { useEffect, useRef, useState } from 'react';

interface Draft { text: string; onFocus: () => void; onChange: (text: string) => void; onBlur: () => void }

export function useDraft(value: string, onChange: (text: string) => void, delay: number): Draft {
  const [draft, setDraft] = useState<string>();
  const pending = useRef<{ text: string; timer: ReturnType<typeof setTimeout> } | undefined>(undefined);
  const latest = useRef(onChange);
  latest.current = onChange;
  const flush = useRef(() => {
    const { current } = pending;
    if (!current) return;
    clearTimeout(current.timer);
    pending.current = undefined;
    latest.current(current.text);
  });
  useEffect(() => () => { flush.current(); }, []);
  return {
    text: draft ?? value,
    onFocus() { setDraft(value); },
    onChange(text) {
      setDraft(text);
      clearTimeout(pending.current?.timer);
      pending.current = { text, timer: setTimeout(() => { flush.current(); }, delay) };
    },
    onBlur() {
      flush.current();
      setDraft(undefined);
    },
  };
}
