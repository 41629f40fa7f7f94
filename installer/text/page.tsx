/** One screen of the terminal: title, steps, what the screen has to say or ask, buttons, keys. Never more than its rows. */
import { Box } from 'ink';
import type { Block } from './block.ts';
import { Banner, KeyLine, Title } from './furniture.tsx';
import { footerRows, headerRows } from './furniture-rows.ts';
import { HelpPage } from './help-page.tsx';
import type { Key } from './keys.ts';
import { pageKeys } from './page-keys.ts';
import { Row } from './row.tsx';
import { StepsLine } from './steps-line.tsx';
import { useFocus } from './use-focus.ts';
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
  /** The focus at first; the first thing that can have it, else. Buttons are `#0`, `#1`… */
  first?: string;
  /** Letters typed elsewhere on the screen go into this field. */
  typing?: string;
  /** It is read from its beginning, whatever has the focus. */
  fromTop?: boolean;
  /** The screen's own keys, asked before everything else; the text of the line of keys. */
  keys?: { press(key: Key): boolean; hint: string };
}

export function Page(props: PageProps) {
  const wizard = useWizard();
  const { terminal: { columns: width, rows } } = wizard;
  const { id: page, title, blocks, first, fromTop = false, back, help } = props;
  const height = rows - headerRows - footerRows;
  const actions = [props.next, ...(props.more ?? []), back].filter((action) => action !== undefined);
  const stops = [...blocks.filter(canFocus).map(({ id }) => id), ...actions.map((_, index) => `#${index}`)];
  const focus = useFocus({ page, blocks, stops, first, fromTop, width, height });
  const at = focus.at.startsWith('#') ? Number(focus.at.slice(1)) : -1;
  const take = (focus.block?.take ?? blocks.find((each) => each.take)?.take);
  useKeys(1, pageKeys({ props, focus, wizard, button: actions[at], take, height, showHelp: () => { wizard.open(<HelpPage about={help} title={title} />); } }));
  const { from, total, lines } = focus.seen;
  return (
    <Box flexDirection="column" width={width} height={rows} overflow="hidden">
      <Title title={title} />
      <StepsLine />
      <Banner />
      {lines.map((line, index) => <Row key={index} line={line} />)}
      <KeyLine actions={actions} at={at} hint={props.keys?.hint} take={take?.label} position={total > height ? [from + 1, Math.min(total, from + height), total] : undefined} canGoBack={back !== undefined} edits={focus.block?.edit !== undefined} />
    </Box>
  );
}

function canFocus(block: Block): boolean {
  return block.press !== undefined || block.edit !== undefined;
}
