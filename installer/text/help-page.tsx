/** F1: what the screen is about, and the keys that work everywhere, with a second one for terminals without the first. */
import { gap, heading, lines, text, type Block } from './block.ts';
import { cellWidth } from './cell-width.ts';
import { paragraph, type Line } from './line.ts';
import { Page } from './page.tsx';
import { useWizard } from './wizard-context.ts';

const rows = ['move', 'choose', 'next', 'back', 'take', 'log', 'steps', 'redraw', 'scroll', 'leave'] as const;

export function HelpPage({ about, title }: { about: string; title: string }) {
  const { t, close } = useWizard();
  const blocks: Block[] = [
    text('about', about), gap('gap'), heading('keys', `  ${t('text.help.keys')}`),
    ...rows.map((name) => lines(name, (width) => row(t(`text.help.${name}.key`), t(`text.help.${name}`), width))),
    gap('gap2'), text('marks', t('text.help.marks')),
  ];
  return <Page id="help" title={t('text.help.title', { title })} blocks={blocks} help={about} back={{ label: t('common.close'), run: close }} />;
}

const keyWidth = 22;

function row(key: string, words: string, width: number): Line[] {
  return paragraph(words, { width: width - keyWidth - 4 }).map((line, index): Line => [{ text: index === 0 ? `  ${key}${' '.repeat(Math.max(2, keyWidth + 2 - cellWidth(key)))}` : ' '.repeat(keyWidth + 4), bold: true }, ...line]);
}
