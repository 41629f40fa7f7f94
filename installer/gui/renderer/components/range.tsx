/** A number on a line between two ends: the length of the context, an encryption's cost. */
import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Refusal } from './refusal.tsx';

export interface RangeProps extends FieldTexts {
  value: number;
  /** When the thumb is let go. */
  onChange: (value: number) => void;
  /** While it moves: for what is shown beside it. */
  onMove?: (value: number) => void;
  minValue: number;
  maxValue: number;
  step?: number;
  /** How a value is written and read out. */
  format?: (value: number) => string;
  isDisabled?: boolean;
}

export function Range({ label, description, refusal, value, onChange, onMove, minValue, maxValue, step = 1, format = String, isDisabled }: RangeProps) {
  const [moving, setMoving] = useState<number>();
  const shown = moving ?? value;
  return (
    <Slider className="field range" value={shown} minValue={minValue} maxValue={maxValue} step={step} isDisabled={useDisabled(isDisabled)}
      onChange={(next) => { setMoving(next as number); onMove?.(next as number); }}
      onChangeEnd={(next) => { setMoving(undefined); onChange(next as number); }}>
      <div className="range-head"><Label className="field-label">{label}</Label><SliderOutput className="range-value">{format(shown)}</SliderOutput></div>
      <SliderTrack className="range-track">
        {({ state }) => <><span className="range-fill" style={{ inlineSize: `${state.getThumbPercent(0) * 100}%` }} /><SliderThumb className="range-thumb" aria-valuetext={format(shown)} /></>}
      </SliderTrack>
      {description && <div className="field-help">{description}</div>}
      <Refusal finding={refusal} />
    </Slider>
  );
}
