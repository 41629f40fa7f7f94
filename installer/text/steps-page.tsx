/** F4: all steps, and the way to each that is open. */
import { option } from './block.ts';
import { Page } from './page.tsx';
import { isReachable, type StepId } from './steps.ts';
import { useSnapshot } from './wizard-context.ts';

const words = { here: 'common.current', seen: 'common.visited', wrong: 'text.steps.wrong', new: undefined } as const;

export function StepsPage() {
  const { t, steps, go, close, snapshot } = useSnapshot();
  const here = steps.find(({ state }) => state === 'here')?.id ?? '';
  const blocks = steps.map(({ id, title, state }) => {
    const isOpen = isReachable(id as StepId, snapshot);
    const word = isOpen ? words[state] : 'common.notReady';
    return option({ id, kind: 'one', on: id === here, disabled: !isOpen, label: word === undefined ? title : `${title} - ${t(word)}`, set: () => { close(); go(id as StepId); } });
  });
  return <Page id="steps" title={t('text.steps.title')} blocks={blocks} help={t('text.steps.help')} first={here} back={{ label: t('common.close'), run: close }} />;
}
