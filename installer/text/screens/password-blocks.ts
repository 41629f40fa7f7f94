/** The password: typed twice without an echo, judged when the typing pauses, and forgotten here as soon as the engine has it. */
import { useEffect, useRef, useState } from 'react';
import type { PasswordJudgement } from '../../../shared/protocol/request.ts';
import { passwordStep } from '../../gui/renderer/screens/you/password-step.ts';
import { button, field, heading, text, together, type Block, type Tone } from '../block.ts';
import type { Known } from '../wizard-context.ts';

const pauseMilliseconds = 300;
const tones = ['danger', 'danger', 'warning', 'success', 'success'] as const satisfies readonly Tone[];

export function usePassword({ t, store, snapshot: { answers: { you: { hasPassword } } } }: Known): Block[] {
  const [isTyping, setTyping] = useState(!hasPassword);
  const [first, setFirst] = useState('');
  const [again, setAgain] = useState('');
  const judgement = useJudgement(first, store);
  // Taken back by another window, or by an engine that was started again and keeps no secrets.
  const isOpen = isTyping || !hasPassword;
  // On a terminal it is not seen when a field is left: what is not the beginning of the first is different.
  const step = passwordStep({ first, again, judgement, againLeft: again.length >= first.length });
  const given = useRef(false);
  const forget = (): void => { setFirst(''); setAgain(''); setTyping(false); };
  useEffect(() => {
    if (step !== 'set' || given.current) return;
    given.current = true;
    store.ask({ type: 'secret.set', name: 'password', value: first }).then(forget, store.refuse).finally(() => { given.current = false; });
  }, [step, first, store]);
  if (!isOpen) {
    return [
      heading('password', `  ${t('you.password')}`), text('password-set', t('you.password.isSet'), 'success'),
      button('password-change', t('you.password.change'), () => { setTyping(true); }),
      button('password-remove', t('you.password.remove'), () => { setTyping(true); store.tell({ type: 'secret.set', name: 'password', value: null }); }),
    ];
  }
  return [
    heading('password', `  ${t('you.password')}`),
    together(field({ id: 'password-first', label: t('you.password.first'), secret: true, value: first, change: setFirst, detail: t('you.password.help') }), ...(judgement && first !== '' ? strength(t, judgement) : [])),
    together(field({ id: 'password-again', label: t('you.password.again'), secret: true, value: again, change: setAgain, heir: 'password-change' }),
      ...(step === 'different' ? [text('different', t('text.refusal', { message: t('you.password.different') }), 'danger', 4)] : [])),
    ...(hasPassword && step === 'empty' ? [button('password-keep', t('you.password.keep'), forget)] : []),
  ];
}

function strength(t: Known['t'], { score, warning, suggestions, refused, values }: PasswordJudgement): Block[] {
  const hints = [...(warning === undefined ? [] : [t.maybe(`password.warning.${warning}`)]), ...suggestions.map((id) => t.maybe(`password.suggestion.${id}`))].filter((hint) => hint !== undefined);
  return [
    text('strength', `${t('you.password.strength')}: ${t(`you.strength.${score}`)} (${score + 1}/5)`, tones[score], 4),
    ...(refused === undefined ? [] : [text('password-refused', t('text.refusal', { message: t.maybe(`findings.${refused}`, values) ?? t('you.password.refused') }), 'danger', 4)]),
    ...hints.map((hint, index) => text(`hint-${index}`, hint, 'soft', 4)),
  ];
}

/** Undefined until the engine has answered for this very text. */
function useJudgement(password: string, store: Known['store']): PasswordJudgement | undefined {
  const [judged, setJudged] = useState<{ password: string; judgement: PasswordJudgement }>();
  useEffect(() => {
    if (password === '') {
      setJudged(undefined);
      return undefined;
    }
    let isWanted = true;
    const timer = setTimeout(() => {
      store.ask({ type: 'secret.judge', value: password }).then((judgement) => { if (isWanted) setJudged({ password, judgement: judgement as PasswordJudgement }); }, store.refuse);
    }, pauseMilliseconds);
    return () => { isWanted = false; clearTimeout(timer); };
  }, [password, store]);
  return judged?.password === password ? judged.judgement : undefined;
}
