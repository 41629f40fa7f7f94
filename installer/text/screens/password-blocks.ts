/** A password or a passphrase: typed twice without an echo, judged when the typing pauses, and forgotten here as soon as the engine has it. */
import { useEffect, useRef, useState } from 'react';
import type { PasswordJudgement, SecretName } from '../../../shared/protocol/request.ts';
import { secretWords } from '../../gui/renderer/screens/you/secret-words.ts';
import { passwordStep } from '../../gui/renderer/screens/you/password-step.ts';
import { button, field, heading, text, together, type Block, type Tone } from '../block.ts';
import type { Known } from '../wizard-context.ts';

const pauseMilliseconds = 300;
const tones = ['danger', 'danger', 'warning', 'success', 'success'] as const satisfies readonly Tone[];

interface Secret {
  name: SecretName;
  isSet: boolean;
  /** Who has another way in can do without. */
  canRemove: boolean;
}

export function usePassword({ t, store }: Known, { name, isSet, canRemove }: Secret): Block[] {
  const words = secretWords[name];
  const [isTyping, setTyping] = useState(!isSet);
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const judgement = useJudgement(name, first, store);
  // Taken back by another window, or by an engine that was started again and keeps no secrets.
  const isOpen = isTyping || !isSet;
  // On a terminal it is not seen when a field is left: what is not the beginning of the first is different.
  const step = passwordStep({ first, again, judgement, againLeft: again.length >= first.length });
  const given = useRef(false);
  const forget = (): void => { setFirst(''); setAgain(''); setTyping(false); };
  useEffect(() => {
    if (step !== 'set' || given.current) return;
    given.current = true;
    store.ask({ type: 'secret.set', name, value: first }).then(forget, store.refuse).finally(() => { given.current = false; });
  }, [name, step, first, store]);
  if (!isOpen) {
    return [
      heading('password', `  ${t(words.title)}`), text('password-set', t(words.isSet), 'success'),
      button('password-change', t(words.change), () => { setTyping(true); }),
      ...(canRemove ? [button('password-remove', t('you.password.remove'), () => { setTyping(true); store.tell({ type: 'secret.set', name, value: null }); })] : []),
    ];
  }
  return [
    heading('password', `  ${t(words.title)}`),
    together(field({ id: 'password-first', label: t(words.first), secret: true, value: first, change: setFirst, detail: t(words.help) }), ...(judgement && first !== '' ? strength(t, name, judgement) : [])),
    together(field({ id: 'password-again', label: t(words.again), secret: true, value: again, change: setAgain, heir: 'password-change' }),
      ...(step === 'different' ? [text('different', t('text.refusal', { message: t(words.different) }), 'danger', 4)] : [])),
    ...(isSet && step === 'empty' ? [button('password-keep', t(words.keep), forget)] : []),
  ];
}

function strength(t: Known['t'], name: SecretName, { score, warning, suggestions, refused, values }: PasswordJudgement): Block[] {
  const hints = [...(warning === undefined ? [] : [t.maybe(`password.warning.${warning}`)]), ...suggestions.map((id) => t.maybe(`password.suggestion.${id}`))].filter((hint) => hint !== undefined);
  return [
    text('strength', `${t('you.password.strength')}: ${t(`you.strength.${score}`)} (${score + 1}/5)`, tones[score], 4),
    ...(refused === undefined ? [] : [text('password-refused', t('text.refusal', { message: t.maybe(`findings.${refused}`, values) ?? t(secretWords[name].refused) }), 'danger', 4)]),
    ...hints.map((hint, index) => text(`hint-${index}`, hint, 'soft', 4)),
  ];
}

/** Undefined until the engine has answered for this very text. */
function useJudgement(name: SecretName, password: string, store: Known['store']): PasswordJudgement | undefined {
  const [judged, setJudged] = useState<{ password: string; judgement: PasswordJudgement }>();
  useEffect(() => {
    if (password === '') {
      setJudged(undefined);
      return undefined;
    }
    let isWanted = true;
    const timer = setTimeout(() => {
      store.ask({ type: 'secret.judge', name, value: password }).then((judgement) => { if (isWanted) setJudged({ password, judgement: judgement as PasswordJudgement }); }, store.refuse);
    }, pauseMilliseconds);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [name, password, store]);
  return judged?.password === password ? judged.judgement : undefined;
}
