/** The steps with their state: for the eye a mark, for everybody a word. */
import { Icon } from '../../components/index.ts';
import { useWords, type Words } from '../../i18n/use-words.ts';
import type { StepLine } from './fold-steps.ts';

interface StepListProps { lines: readonly StepLine[]; label: string; /** What a line is called. */ say: (line: StepLine) => string }

export function StepList({ lines, label, say }: StepListProps) {
  const t = useWords();
  return (
    <ol className="step-list" aria-label={label}>
      {lines.map((line) => (
        <li key={line.id} className={`step-line step-${line.state}`} aria-current={line.state === 'running' ? 'step' : undefined}>
          <span className="step-sign" aria-hidden="true">{line.state === 'done' && <Icon name="check" />}</span>
          <span className="step-label">{say(line)}{line.total > 1 && line.state !== 'done' && <span className="step-part"> {t('progress.partly', { done: line.done, total: line.total })}</span>}</span>
          <span className="step-time">{line.state === 'done' && line.seconds !== undefined ? saySeconds(t, line.seconds) : t(`progress.state.${line.state}`)}{line.state === 'done' && line.seconds !== undefined && <span className="hidden">, {t('progress.state.done')}</span>}</span>
        </li>
      ))}
    </ol>
  );
}

/** The engine's own label is English and knows more; in other languages the kind of step says it. */
export function sayStep(t: Words, { kind, label }: Pick<StepLine, 'kind' | 'label'>): string {
  if (t.language === 'en') return label;
  return t.maybe(`progress.kind.${kind}`) ?? label;
}

function saySeconds(t: Words, seconds: number): string {
  return t.number(seconds, { style: 'unit', unit: 'second', unitDisplay: 'short', maximumFractionDigits: seconds < 10 ? 1 : 0 });
}
