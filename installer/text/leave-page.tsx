import { gap, text } from './block.ts';
import { Page } from './page.tsx';
import { useWizard } from './wizard-context.ts';

/** Ctrl-C: asked, because a key like that is hit by mistake. */
export function LeavePage({ leave, stay }: { leave(): void; stay(): void }) {
  const { t, view: { snapshot } } = useWizard();
  const blocks = [text('what', t('text.leave.text')), ...(snapshot?.simulation ? [gap('gap'), text('simulation', t('text.leave.simulation'), 'warning')] : [])];
  return <Page id="leave" title={t('text.leave.title')} blocks={blocks} help={t('text.leave.help')} more={[{ label: t('text.leave.go'), run: leave }]} first="#1" back={{ label: t('text.leave.stay'), run: stay }} />;
}
