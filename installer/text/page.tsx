/** One screen of the terminal: title, steps, what the screen has to say or ask, buttons, keys. Never more than its rows. */
import { Box } from 'ink';
import { useRef, useState } from 'react';
import type { Block } from './block.ts';
import { editLine, type Draft } from './edit-line.ts';
import { Banner, footerRows, headerRows, KeyLine, Title } from './furniture.tsx';
import { graphemes } from './cell-width.ts';
import { HelpPage } from './help-page.tsx';
import type { Key } from './keys.ts';
import { layOut, placesOf } from './lay-out.ts';
import { Row } from './row.tsx';
import { StepsLine } from './steps-line.tsx';
import { useKeys, useWizard } from './wizard-context.ts';

export interface Action { label: string; /** @returns what is to have the focus, if anything else */ run(): string | void }

export interface PageProps {
  /** Remembers focus and scroll under it. */
  id: string;
  title: string;
  blocks: readonly Block[];
  /** F1: what this screen is about. */
  help: string;
  next?: Action | undefined;
  back?: Action | undefined;
  /** Further buttons beside them. */
  more?: readonly Action[];
  /** The focus at first; the first thing that can have it, else. */
  first?: string;
  /** Letters typed elsewhere on the screen go into this field. */
  typing?: string;
  /** It is read from its beginning, whatever has the focus. */
  fromTop?: boolean;
  /** The screen's own keys, asked before everything else; the text of the line of keys. */
  keys?: { press(key: Key): boolean; hint: string };
}

const footer = '#';

export function Page(props: PageProps) {
  const wizard = useWizard();
  const { terminal, memory, view } = wizard;
  const { id, blocks } = props;
  const actions = [props.next, ...(props.more ?? []), props.back].filter((action) => action !== undefined);
  const stops = [...blocks.filter(canFocus).map((block) => block.id), ...actions.map((_, index) => `${footer}${index}`)];
  const remembered = memory.get(id);
  const [focus, setFocus] = useState(remembered?.focus ?? props.first ?? stops[0] ?? '');
  const [scroll, setScroll] = useState(remembered?.scroll ?? 0);
  const [follows, setFollows] = useState(remembered !== undefined || props.fromTop !== true);
  // It belongs to its field alone: what was typed as a password must never show up in the one that has the focus next.
  const [typed, setTyped] = useState<Draft & { id: string }>();
  const before = useRef<{ index: number; heir: string | undefined }>({ index: 0, heir: undefined });
  // What had the focus may be gone, with a disk that was pulled out: then what stands in its place has it.
  const { index, heir = '' } = before.current;
  const at = stops.includes(focus) ? focus : stops.includes(heir) ? heir : stops[Math.min(index, stops.length - 1)] ?? '';
  const draft = typed?.id === at ? typed : undefined;
  const height = terminal.rows - headerRows - footerRows;
  const width = terminal.columns;
  const seen = layOut(blocks, at, { width, height, scroll, follows }, draft);
  memory.set(id, { focus: at, scroll: seen.from });
  const block = blocks.find((each) => each.id === at);
  before.current = { index: Math.max(0, stops.indexOf(at)), heir: block?.heir ?? (stops.includes(focus) ? undefined : heir) };

  function move(next: string | undefined): void {
    if (next === undefined) return;
    setTyped(undefined);
    setFocus(next);
    setScroll(seen.from);
    setFollows(true);
  }
  function scrollBy(count: number): void {
    setScroll(Math.max(0, Math.min(seen.total - height, seen.from + count)));
    setFollows(false);
  }
  /** Lines between here and the next thing that can be focused are not jumped over. */
  function step(direction: 1 | -1): void {
    const { places } = placesOf(blocks, width, at, draft);
    const own = places.find(({ id: other }) => other === at);
    const isAhead = own && (direction === 1 ? own.from >= seen.from + height : own.to <= seen.from);
    const next = isAhead ? at : stops[stops.indexOf(at) + direction];
    const place = places.find(({ id: other }) => other === next);
    if (direction === 1 && seen.from + height < seen.total && (!place || place.from > seen.from + height + 2)) scrollBy(Math.floor(height / 2));
    else if (direction === -1 && seen.from > 0 && (!place || place.to < seen.from - 2)) scrollBy(-Math.floor(height / 2));
    else move(next);
  }
  function edit(key: Key): boolean {
    if (!block?.edit) return false;
    const now = draft ?? { text: block.edit.value, caret: graphemes(block.edit.value).length };
    const next = editLine(now, key);
    if (!next) return false;
    if (!block.edit.local && view.snapshot?.you.inControl === false) {
      wizard.store.refuse(new Error(`${wizard.t('common.watching.title')}. ${wizard.t('text.watching.keys')}`));
      return true;
    }
    setTyped({ ...next, id: at });
    if (next.text !== now.text) block.edit.change(next.text);
    return true;
  }
  function search({ name, text }: Key): boolean {
    const field = blocks.find((each) => each.id === props.typing)?.edit;
    if (!field || name !== 'text' || text === ' ' || text === '?') return false;
    move(props.typing);
    field.change(field.value + text);
    return true;
  }
  function run(key: Key): boolean {
    if (!at.startsWith(footer) || (key.name !== 'enter' && key.text !== ' ')) return false;
    const to = actions[Number(at.slice(1))]?.run();
    if (typeof to === 'string') move(to);
    return true;
  }

  useKeys(1, (key) => {
    // Drawing the screen anew is no sign that it was read.
    if (view.refused && key.name !== 'ctrl-l') wizard.store.dismiss();
    if (props.keys?.press(key)) return true;
    if (edit(key) || block?.press?.(key) || run(key)) return true;
    const take = block?.take ?? blocks.find((each) => each.take)?.take;
    switch (key.name) {
      case 'down': step(1); return true;
      case 'up': step(-1); return true;
      case 'right': if (at.startsWith(footer)) move(stops[stops.indexOf(at) + 1]); return true;
      case 'left': if (at.startsWith(footer)) move(stops[stops.indexOf(at) - 1]); return true;
      case 'tab': move(stops[(stops.indexOf(at) + 1) % stops.length]); return true;
      case 'backtab': move(stops.at(stops.indexOf(at) - 1)); return true;
      case 'enter': move(stops[stops.indexOf(at) + 1]); return true;
      case 'pagedown': case 'ctrl-v': scrollBy(height - 2); return true;
      case 'pageup': case 'ctrl-y': scrollBy(2 - height); return true;
      case 'escape': props.back?.run(); return true;
      case 'f10': case 'ctrl-n': props.next?.run(); return true;
      case 'f2': case 'ctrl-t': setTyped(undefined); take?.run(); return true;
      case 'f1': wizard.open(<HelpPage about={props.help} title={props.title} />); return true;
      default:
        if (search(key)) return true;
        if (key.text !== '?') return false;
        wizard.open(<HelpPage about={props.help} title={props.title} />);
        return true;
    }
  });

  return (
    <Box flexDirection="column" width={width} height={terminal.rows} overflow="hidden">
      <Title title={props.title} />
      <StepsLine />
      <Banner />
      {seen.lines.map((line, index) => <Row key={index} line={line} />)}
      <KeyLine actions={actions} at={at.startsWith(footer) ? Number(at.slice(1)) : -1} hint={props.keys?.hint} take={(block?.take ?? blocks.find((each) => each.take)?.take)?.label} position={positionOf(seen, height)} canGoBack={props.back !== undefined} edits={block?.edit !== undefined} />
    </Box>
  );
}

function canFocus(block: Block): boolean {
  return block.press !== undefined || block.edit !== undefined;
}

function positionOf({ from, total }: { from: number; total: number }, height: number): [from: number, to: number, total: number] | undefined {
  return total > height ? [from + 1, Math.min(total, from + height), total] : undefined;
}
