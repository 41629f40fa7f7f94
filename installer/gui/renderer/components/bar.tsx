/** How much of something: progress, memory, speed. `low` and `high` draw the range that it may be in. */
import { Label, ProgressBar } from 'react-aria-components';

export interface BarProps {
  label: string;
  /** 0 to 1; left out, something goes on and nobody knows how far it is. */
  value?: number;
  low?: number;
  high?: number;
  /** What is written beside it and read out: "8 to 12 tokens a second". */
  text?: string;
  tone?: 'accent' | 'success' | 'warning' | 'danger' | 'quiet';
  isLabelHidden?: boolean;
}

export function Bar({ label, value, low, high, text, tone = 'accent', isLabelHidden }: BarProps) {
  return (
    <ProgressBar className={`bar bar-${tone}`} value={(value ?? 0) * 100} isIndeterminate={value === undefined} {...(text ? { valueLabel: text } : {})}>
      {(!isLabelHidden || text) && (
        <span className="bar-head"><Label className={isLabelHidden ? 'hidden' : undefined}>{label}</Label>{text && <span className="bar-text">{text}</span>}</span>
      )}
      {isLabelHidden && !text && <Label className="hidden">{label}</Label>}
      <span className="bar-track">
        <span className={value === undefined ? 'bar-fill unknown' : 'bar-fill'} style={{ inlineSize: value === undefined ? undefined : percent(value) }} />
        {low !== undefined && high !== undefined && <span className="bar-range" style={{ insetInlineStart: percent(low), inlineSize: percent(high - low) }} />}
      </span>
    </ProgressBar>
  );
}

function percent(fraction: number): string {
  return `${Math.min(1, Math.max(0, fraction)) * 100}%`;
}
