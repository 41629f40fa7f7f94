/**
 * One of a long list, found by typing a part of it. Only what can be seen is drawn, and a list that is closed is just what
 * was chosen of it: there are hundreds of time zones, and three such lists on the first screen.
 */
import { useContext, useMemo, useState } from 'react';
import { Button, ComboBox, ComboBoxStateContext, Input, Label, ListBox, ListLayout, Popover, Text, Virtualizer, useFilter } from 'react-aria-components';
import { useWords } from '../i18n/use-words.ts';
import { useDisabled } from './control.ts';
import type { FieldTexts } from './field.tsx';
import { Icon } from './icon.tsx';
import { identified, type Option } from './option.ts';
import { Refusal } from './refusal.tsx';
import { Item } from './select.tsx';

export interface ComboProps<Value extends string> extends FieldTexts {
  value: Value | undefined;
  onChange: (value: Value) => void;
  /** Where they take time to make, a function: it is called when the list opens, and `title` says what is chosen until then. */
  options: readonly Option<Value>[] | (() => readonly Option<Value>[]);
  title?: string | undefined;
  isDisabled?: boolean;
  /** Rows with a second line. */
  isTall?: boolean;
}

export function Combo<Value extends string>({ label, description, refusal, value, onChange, options, title, isDisabled, isTall }: ComboProps<Value>) {
  const t = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const rowHeight = isTall ? 56 : 36;
  // Undefined while nobody types: then the field shows what is chosen, and the list has everything.
  const [typed, setTyped] = useState<string>();
  const [isOpen, setOpen] = useState(false);
  const isClosed = typed === undefined && !isOpen;
  const all = useMemo(() => (typeof options !== 'function' ? options : isClosed ? [] : options()), [options, isClosed]);
  const chosen = title ?? all.find((option) => option.value === value)?.title ?? '';
  const found = identified(typed !== undefined ? all.filter((option) => contains(`${option.title} ${option.value} ${option.description ?? ''}`, typed))
    : isOpen ? all : value === undefined ? [] : [{ value, title: chosen }]);
  return (
    <ComboBox className="field" items={found} selectedKey={value ?? null} inputValue={typed ?? chosen} isDisabled={useDisabled(isDisabled)}
      allowsEmptyCollection isInvalid={refusal?.severity === 'error'} validationBehavior="aria"
      onInputChange={(text) => { setTyped(text === chosen ? undefined : text); }}
      onSelectionChange={(next) => { setTyped(undefined); if (next !== null && next !== value) onChange(next as Value); }}
      onOpenChange={(opens) => { setOpen(opens); if (!opens) setTyped(undefined); }}>
      <Label className="field-label">{label}</Label>
      <div className="input-row joined"><OpeningInput /><Button className="combo-button"><Icon name="down" /></Button></div>
      {description && <Text slot="description" className="field-help">{description}</Text>}
      <Refusal finding={refusal} />
      <Popover className="popover">
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight }}>
          <ListBox className="list virtual" style={{ blockSize: `min(18rem, ${Math.max(1, found.length) * rowHeight}px)` }} items={found} renderEmptyState={() => <p className="field-help list-empty">{t('common.nothingFound')}</p>}>
            {(option: Option<Value>) => <Item option={option} />}
          </ListBox>
        </Virtualizer>
      </Popover>
    </ComboBox>
  );
}

/** A press opens the list, which the focus alone does not: to a screen reader a list at every step of Tab is noise. */
function OpeningInput() {
  const state = useContext(ComboBoxStateContext);
  return <Input className="input" onClick={() => { state?.open(null, 'manual'); }} />;
}
