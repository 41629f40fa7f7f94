/** A field to paste keys into. What is a key goes to the list at once and leaves the field; what is none stays, with the reason. */
import { useEffect, useRef, useState } from 'react';
import { Label, Text, TextArea, TextField } from 'react-aria-components';
import { useDisabled } from '../../components/control.ts';
import { useWords } from '../../i18n/use-words.ts';
import { sortKeys } from './sort-keys.ts';

const pause = 400;

/** @param take adds what are keys, says why the rest are none, and answers with the rest */
export function PasteKeys({ take }: { take: (text: string) => string }) {
  const t = useWords();
  const [text, setText] = useState('');
  const isDisabled = useDisabled();
  const rest = useRef('');
  useEffect(() => {
    if (text.trim() === '' || text === rest.current) return undefined;
    // A private key does not stay on the screen any longer than it takes to see that it is one.
    const isPrivate = sortKeys(text, []).refused.some(({ fault }) => fault.fault === 'private');
    const timer = setTimeout(() => {
      rest.current = take(text);
      setText(rest.current);
    }, isPrivate ? 0 : pause);
    return () => { clearTimeout(timer); };
  // Only what is typed sets it off, not that the list has changed by it.
  }, [text]);
  return (
    <TextField className="field" value={text} onChange={setText} isDisabled={isDisabled}>
      <Label className="field-label">{t('you.keys.paste')}</Label>
      <TextArea className="input code" rows={3} spellCheck={false} autoCapitalize="none" autoCorrect="off" dir="ltr" placeholder="ssh-ed25519 AAAA…" />
      <Text slot="description" className="field-help">{t('you.keys.pasteHelp')}</Text>
    </TextField>
  );
}
