/** What stands around every screen: the title above, what holds for all of them below it, buttons and keys at the end. */
import { Text } from 'ink';
import { cutTo, padTo } from './cell-width.ts';
import type { Action } from './page.tsx';
import { bothEnds, type Line } from './line.ts';
import { Row } from './row.tsx';
import { useWizard } from './wizard-context.ts';
import { shown } from './words.ts';

export function Title({ title }: { title: string }) {
  const { terminal, t, view } = useWizard();
  const { version } = view.snapshot ?? {};
  const words = ` ${t('common.product')}${version === undefined ? '' : ` ${version}`} - ${title}`;
  return <Text inverse bold wrap="truncate-end">{bothEnds(words, `${t('text.title.right')} `, terminal.columns)}</Text>;
}

/** One line: what is worst comes first. */
export function Banner() {
  const { terminal, t, view: { connection, snapshot, reason } } = useWizard();
  const simulation = snapshot?.simulation && t('common.simulation.title').toLocaleUpperCase(t.language);
  const [words, colour] = ((): [string, 'yellow' | 'red'] | [] => {
    if (connection === 'lost') return [`${t('common.lost.title')}. ${t('text.lost.text')}${reason === undefined ? '' : ` (${shown(reason, terminal)})`}`, 'red'];
    if (snapshot && !snapshot.you.inControl) return [`${t('common.watching.title')}. ${t('text.watching.keys')}`, 'yellow'];
    return snapshot?.simulation ? [t('common.simulation.text', { machine: shown(snapshot.simulation.machine, terminal) }), 'yellow'] : [];
  })();
  if (words === undefined) return <Text> </Text>;
  return <Text bold color={colour} wrap="truncate-end">{padTo(cutTo(` ${simulation === undefined ? '' : `${simulation}: `}${words}`, terminal.columns, '~'), terminal.columns)}</Text>;
}

export interface KeyLineProps {
  actions: readonly Action[];
  /** Which of them has the focus; -1: none. */
  at: number;
  /** The screen's own keys. */
  hint: string | undefined;
  take: string | undefined;
  position: readonly [from: number, to: number, total: number] | undefined;
  canGoBack: boolean;
  edits: boolean;
}

export function KeyLine({ actions, at, hint, take, position, canGoBack, edits }: KeyLineProps) {
  const { terminal, t, view: { refused } } = useWizard();
  const where = position ? t('text.position', { from: position[0], to: position[1], total: position[2] }) : '';
  const message = refused ? `! ${[refused.message, refused.action].filter(Boolean).map((part) => shown(part ?? '', terminal)).join(' ')}` : take === undefined ? '' : t('text.take', { label: shown(take, terminal) });
  const keys = [
    t('text.keys.move'), t(edits ? 'text.keys.type' : 'text.keys.choose'), ...(hint === undefined ? [] : [hint]),
    ...(canGoBack ? [t('text.keys.back')] : []), ...(actions.length > 0 && actions[0]?.label === t('common.next') ? [t('text.keys.next')] : []), t('text.keys.help'), t('text.keys.log'),
  ].filter((words) => words !== '').join('  ');
  return (
    <>
      <Row line={[{ text: bothEnds(message, where, terminal.columns), ...(refused ? { bold: true, colour: 'red' as const } : {}) }]} />
      <Row line={actions.length === 0 ? [] : buttons(actions, at)} />
      <Text dimColor wrap="truncate-end">{cutTo(keys, terminal.columns)}</Text>
    </>
  );
}

function buttons(actions: readonly Action[], at: number): Line {
  return actions.flatMap(({ label }, index): Line => {
    const focused = index === at;
    return [{ text: focused ? ' >' : '  ' }, { text: `[ ${label} ]`, bold: true, inverse: focused, caret: focused }, { text: ' ' }];
  });
}
