/** A password or a passphrase: typed twice, judged while it is typed, and forgotten here as soon as the engine has it. */
import { useEffect, useRef, useState, type FocusEvent } from 'react';
import { Bar, Button, Icon, SecretInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { PasswordJudgement, SecretName } from '../../../../../shared/protocol/request.ts';
import { secretWords } from './secret-words.ts';
import { useNewPassword, type NewPassword } from './use-new-password.ts';

interface PasswordProps {
  name: SecretName;
  isSet: boolean;
  /** Who has another way in can do without. */
  canRemove: boolean;
  ask: ScreenProps['ask'];
}

export function Password({ name, isSet, canRemove, ask }: PasswordProps) {
  const [isTyping, setTyping] = useState(!isSet);
  // Taken back by another window, or by an engine that was started again and keeps no secrets.
  const isOpen = isTyping || !isSet;
  const stop = (): void => { setTyping(false); };
  return isOpen
    ? <Typing name={name} ask={ask} onDone={stop} canKeep={isSet && isTyping} />
    : <IsSet name={name} onChange={() => { setTyping(true); }} onRemove={canRemove ? () => { setTyping(true); return ask({ type: 'secret.set', name, value: null }); } : undefined} />;
}

function IsSet({ name, onChange, onRemove }: { name: SecretName; onChange: () => void; onRemove: (() => unknown) | undefined }) {
  const t = useWords();
  const words = secretWords[name];
  return (
    <div className="password-set">
      <p className="said-good" role="status"><Icon name="check" />{t(words.isSet)}</p>
      <div className="actions">
        <Button onPress={onChange}>{t(words.change)}</Button>
        {onRemove && <Button kind="quiet" onPress={onRemove}>{t('you.password.remove')}</Button>}
      </div>
    </div>
  );
}

/** A press outside ends after this, wherever it went: what is pressed must not move away under the pointer. */
const settle = 400;

function Typing({ name, ask, onDone, canKeep }: { name: SecretName; ask: ScreenProps['ask']; onDone: () => void; canKeep: boolean }) {
  const t = useWords();
  const words = secretWords[name];
  const typed = useNewPassword(name, ask);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => { clearTimeout(timer.current); }, []);
  const leave = ({ currentTarget, relatedTarget }: FocusEvent<HTMLDivElement>): void => {
    if (typed.isGiven && !currentTarget.contains(relatedTarget)) timer.current = setTimeout(onDone, settle);
  };
  return (
    <div className="password-typing" onBlur={leave} onFocus={() => { clearTimeout(timer.current); }}>
      <SecretInput label={t(words.first)} description={t(words.help)} value={typed.first} onChange={typed.setFirst} />
      {typed.judgement && typed.first !== '' && <Strength name={name} judgement={typed.judgement} />}
      <SecretInput label={t(words.again)} value={typed.again} onChange={typed.setAgain} onBlur={typed.leaveAgain} />
      <Outcome name={name} typed={typed} />
      {canKeep && typed.step === 'empty' && <div className="actions"><Button kind="quiet" onPress={onDone}>{t(words.keep)}</Button></div>}
    </div>
  );
}

const tones = ['danger', 'danger', 'warning', 'success', 'success'] as const;

function Strength({ name, judgement: { score, warning, suggestions, refused, values } }: { name: SecretName; judgement: PasswordJudgement }) {
  const t = useWords();
  const hints = [...(warning === undefined ? [] : [t.maybe(`password.warning.${warning}`)]), ...suggestions.map((id) => t.maybe(`password.suggestion.${id}`))].filter((hint) => hint !== undefined);
  return (
    <div className="strength" role="status">
      <Bar label={t('you.password.strength')} value={(score + 1) / 5} text={t(`you.strength.${score}`)} tone={tones[score]} />
      {refused !== undefined && <p className="said-bad"><Icon name="warning" />{t.maybe(`findings.${refused}`, values) ?? t(secretWords[name].refused)}</p>}
      {hints.length > 0 && <ul className="hints">{hints.map((hint) => <li key={hint}>{hint}</li>)}</ul>}
    </div>
  );
}

function Outcome({ name, typed: { step, isGiven } }: { name: SecretName; typed: NewPassword }) {
  const t = useWords();
  const words = secretWords[name];
  return (
    <div role="status">
      {step === 'different' && <p className="said-bad"><Icon name="warning" />{t(words.different)}</p>}
      {step === 'judging' && <p className="field-help">{t('you.password.judging')}</p>}
      {isGiven && <p className="said-good"><Icon name="check" />{t(words.isSet)}</p>}
    </div>
  );
}
