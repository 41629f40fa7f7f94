/** The password: typed twice, judged while it is typed, and forgotten here as soon as the engine has it. */
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { Bar, Button, Icon, SecretInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { PasswordJudgement } from '../../../../../shared/protocol/request.ts';
import { useNewPassword, type NewPassword } from './use-new-password.ts';

interface PasswordProps { hasPassword: boolean; ask: ScreenProps['ask'] }

export function Password({ hasPassword, ask }: PasswordProps) {
  const [isTyping, setTyping] = useState(!hasPassword);
  // Taken back by another window, or by an engine that was started again and keeps no secrets.
  const isOpen = isTyping || !hasPassword;
  const stop = (): void => { setTyping(false); };
  return isOpen
    ? <Typing ask={ask} onDone={stop} canKeep={hasPassword && isTyping} />
    : <IsSet onChange={() => { setTyping(true); }} onRemove={() => { setTyping(true); return ask({ type: 'secret.set', name: 'password', value: null }); }} />;
}

function IsSet({ onChange, onRemove }: { onChange: () => void; onRemove: () => unknown }) {
  const t = useWords();
  return (
    <div className="password-set">
      <p className="said-good" role="status"><Icon name="check" />{t('you.password.isSet')}</p>
      <div className="actions">
        <Button onPress={onChange}>{t('you.password.change')}</Button>
        <Button kind="quiet" onPress={onRemove}>{t('you.password.remove')}</Button>
      </div>
    </div>
  );
}

/** A press outside ends after this, wherever it went: what is pressed must not move away under the pointer. */
const settle = 400;

function Typing({ ask, onDone, canKeep }: { ask: ScreenProps['ask']; onDone: () => void; canKeep: boolean }) {
  const t = useWords();
  const typed = useNewPassword(ask);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => { clearTimeout(timer.current); }, []);
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>): void => {
    if (typed.isGiven && !currentTarget.contains(relatedTarget)) timer.current = setTimeout(onDone, settle);
  };
  return (
    <div className="password-typing" onBlur={leave} onFocus={() => { clearTimeout(timer.current); }}>
      <SecretInput label={t('you.password.first')} description={t('you.password.help')} value={typed.first} onChange={typed.setFirst} />
      {typed.judgement && typed.first !== '' && <Strength judgement={typed.judgement} />}
      <SecretInput label={t('you.password.again')} value={typed.again} onChange={typed.setAgain} onBlur={typed.leaveAgain} />
      <Outcome typed={typed} />
      {canKeep && typed.step === 'empty' && <div className="actions"><Button kind="quiet" onPress={onDone}>{t('you.password.keep')}</Button></div>}
    </div>
  );
}

const tones = ['danger', 'danger', 'warning', 'success', 'success'] as const;

function Strength({ judgement: { score, warning, suggestions, refused, values } }: { judgement: PasswordJudgement }) {
  const t = useWords();
  const hints = [...(warning === undefined ? [] : [t.maybe(`password.warning.${warning}`)]), ...suggestions.map((id) => t.maybe(`password.suggestion.${id}`))].filter((hint) => hint !== undefined);
  return (
    <div className="strength" role="status">
      <Bar label={t('you.password.strength')} value={(score + 1) / 5} text={t(`you.strength.${score}`)} tone={tones[score]} />
      {refused !== undefined && <p className="said-bad"><Icon name="warning" />{t.maybe(`findings.${refused}`, values) ?? t('you.password.refused')}</p>}
      {hints.length > 0 && <ul className="hints">{hints.map((hint) => <li key={hint}>{hint}</li>)}</ul>}
    </div>
  );
}

function Outcome({ typed: { step, isGiven } }: { typed: NewPassword }) {
  const t = useWords();
  return (
    <div role="status">
      {step === 'different' && <p className="said-bad"><Icon name="warning" />{t('you.password.different')}</p>}
      {step === 'judging' && <p className="field-help">{t('you.password.judging')}</p>}
      {isGiven && <p className="said-good"><Icon name="check" />{t('you.password.isSet')}</p>}
    </div>
  );
}
