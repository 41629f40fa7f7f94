/** What a key does on a screen: first what the screen itself makes of it, then the field or button that has the focus, then what holds everywhere. */
import type { Take } from './block.ts';
import { graphemes } from './cell-width.ts';
import { editLine } from './edit-line.ts';
import type { Key } from './keys.ts';
import type { KeyHandler } from './keyboard.ts';
import type { Action, PageProps } from './page.tsx';
import type { Focus } from './use-focus.ts';
import type { Wizard } from './wizard-context.ts';

export interface PageKeysOf {
  props: PageProps;
  focus: Focus;
  wizard: Wizard;
  /** The button that has the focus. */
  button: Action | undefined;
  take: Take | undefined;
  height: number;
  showHelp(): void;
}

export function pageKeys(page: PageKeysOf): KeyHandler {
  const { props, focus: { block }, wizard: { store, view } } = page;
  return (key) => {
    // Drawing the screen anew is no sign that it was read.
    if (view.refused && key.name !== 'ctrl-l') store.dismiss();
    return props.keys?.press(key) || edit(page, key) || block?.press?.(key) || press(page, key) || go(page, key) || search(page, key) || help(page, key);
  };
}

function edit({ focus, wizard: { store, view, t } }: PageKeysOf, key: Key): boolean {
  const field = focus.block?.edit;
  if (!field) return false;
  const now = focus.draft ?? { text: field.value, caret: graphemes(field.value).length };
  const next = editLine(now, key);
  if (!next) return false;
  if (!field.local && view.snapshot?.you.inControl === false) {
    store.refuse(new Error(`${t('common.watching.title')}. ${t('text.watching.keys')}`));
    return true;
  }
  focus.type(next);
  if (next.text !== now.text) field.change(next.text);
  return true;
}

function press({ button, focus }: PageKeysOf, { name, text }: Key): boolean {
  if (!button || (name !== 'enter' && text !== ' ')) return false;
  const to = button.run();
  if (typeof to === 'string') focus.move(to);
  return true;
}

function go({ props, focus, button, take, height }: PageKeysOf, { name }: Key): boolean {
  const actions: Record<string, () => unknown> = {
    down: () => { focus.step(1); }, up: () => { focus.step(-1); }, tab: () => { focus.turn(1); }, backtab: () => { focus.turn(-1); }, enter: () => { focus.turn(1); },
    right: () => { if (button) focus.turn(1); }, left: () => { if (button) focus.turn(-1); },
    pagedown: () => { focus.scroll(height - 2); }, 'ctrl-v': () => { focus.scroll(height - 2); }, pageup: () => { focus.scroll(2 - height); }, 'ctrl-y': () => { focus.scroll(2 - height); },
    escape: () => props.back?.run(), f10: () => props.next?.run(), 'ctrl-n': () => props.next?.run(),
  };
  actions['f2'] = actions['ctrl-t'] = () => {
    focus.type(undefined);
    take?.run();
  };
  actions[name]?.();
  return name in actions;
}

/** Letters typed beside the field of a list go into it. */
function search({ props: { blocks, typing }, focus }: PageKeysOf, { name, text }: Key): boolean {
  const field = blocks.find(({ id }) => id === typing)?.edit;
  if (!field || name !== 'text' || text === ' ' || text === '?') return false;
  focus.move(typing);
  field.change(field.value + text);
  return true;
}

function help({ showHelp }: PageKeysOf, { name, text }: Key): boolean {
  if (name !== 'f1' && text !== '?') return false;
  showHelp();
  return true;
}
