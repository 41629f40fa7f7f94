/** The second line of the screen: where one is among the steps. Marks, not colours alone. */
import { cellWidth } from './cell-width.ts';
import type { Line } from './line.ts';
import { Row } from './row.tsx';
import { useWizard } from './wizard-context.ts';

export interface ShownStep { id: string; title: string; state: 'here' | 'seen' | 'wrong' | 'new' }

const marks = { here: '', seen: '*', wrong: '!', new: '' };

export function StepsLine() {
  const { terminal, t, steps } = useWizard();
  const here = steps.findIndex(({ state }) => state === 'here');
  if (here < 0) return <Row line={[]} />;
  const names = steps.map(({ title, state }) => (state === 'here' ? `[${title}]` : `${marks[state]}${title}`));
  const room = terminal.columns - 2;
  const space = [2, 1].find((blanks) => names.reduce((sum, name) => sum + cellWidth(name) + blanks, 0) <= room + blanks);
  const [from, to] = space === undefined ? fitting(names.map(cellWidth), here, room - 20) : [0, names.length];
  const line = names.slice(from, to).flatMap((name, index): Line => {
    const { state } = steps[from + index] ?? { state: 'new' as const };
    return [{ text: ' '.repeat(index === 0 ? 1 : space ?? 2) }, { text: name, bold: state === 'here', dim: state === 'new', ...(state === 'wrong' ? { colour: 'red' as const } : {}) }];
  });
  // What does not fit is counted instead.
  return <Row line={space === undefined ? [{ text: ` ${t('text.step.of', { number: here + 1, count: steps.length })}: ` }, ...line] : line} />;
}

/** The longest stretch around `here` that fits, two blanks between them. */
function fitting(widths: readonly number[], here: number, room: number): [from: number, to: number] {
  let [from, to] = [here, here + 1];
  for (let used = (widths[here] ?? 0) + 2;;) {
    const [before, after] = [from > 0 ? widths[from - 1] : undefined, widths[to]];
    if (after !== undefined && used + after + 2 <= room) { to += 1; used += after + 2; }
    else if (before !== undefined && used + before + 2 <= room) { from -= 1; used += before + 2; }
    else return [from, to];
  }
}
