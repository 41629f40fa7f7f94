/** This install as a user-data file, to read or to save to a volume; the same page saves the logs. */
import { useEffect, useState } from 'react';
import type { Verb, Volume } from '../../../shared/protocol/request.ts';
import type { SaidSecrets } from '../../gui/renderer/screens/review/say-secrets.ts';
import { gap, lines, option, text, button, type Block } from '../block.ts';
import { cutTo } from '../cell-width.ts';
import { Page } from '../page.tsx';
import { useWizard } from '../wizard-context.ts';
import { shown } from '../words.ts';

export function UserDataPage() {
  const { t, terminal, store, close } = useWizard();
  const asked = useAsked<{ text: string }>(() => store.ask({ type: 'spec.text', withSecrets: false }));
  const blocks: Block[] = asked.fault !== undefined ? [text('fault', shown(asked.fault, terminal), 'warning')]
    : (asked.answer?.text ?? '').split('\n').map((line, index) => lines(`line-${index}`, (width) => [[{ text: cutTo(shown(line, terminal), width, '~') }]]));
  return <Page id="user-data" title={t('review.userData')} blocks={blocks} help={t('text.about.userData')} back={{ label: t('common.close'), run: close }} />;
}

interface SaveProps { title: string; save(volume: string, withSecrets: boolean): Verb; /** Offered along. */ secrets?: SaidSecrets | undefined }

export function SavePage({ title, save, secrets }: SaveProps) {
  const { t, terminal, store, close } = useWizard();
  const [tries, setTries] = useState(0);
  const [withSecrets, setWithSecrets] = useState(false);
  const [outcome, setOutcome] = useState<{ path: string } | { fault: string }>();
  const found = useAsked<Volume[]>(() => store.ask({ type: 'volumes.find' }), tries);
  const saveTo = (volume: string): void => {
    store.ask(save(volume, withSecrets)).then((answer) => { setOutcome(answer as { path: string }); }, (error: unknown) => { setOutcome({ fault: sayError(error) }); });
  };
  const volumes = found.answer ?? [];
  const blocks: Block[] = [
    ...(secrets ? [option({ id: 'secrets', kind: 'many', on: withSecrets, label: secrets.label, detail: secrets.text, set: () => { setWithSecrets(!withSecrets); } }), gap('gap-secrets')] : []),
    ...volumes.map(({ path, title: name, freeBytes }) => button(path, shown(t('review.volumes.saveTo', { volume: name }), terminal), () => { saveTo(path); }, freeBytes === undefined ? undefined : t('review.volumes.free', { free: t.bytes(freeBytes) }))),
    ...(found.fault === undefined ? found.answer && volumes.length === 0 ? [text('none', t('review.volumes.none'), 'warning')] : [] : [text('fault', shown(found.fault, terminal), 'warning')]),
    gap('gap'),
    ...(outcome === undefined ? [] : 'path' in outcome ? [text('saved', shown(t('review.volumes.saved', { path: outcome.path }), terminal), 'success')] : [text('not-saved', t('text.refusal', { message: shown(outcome.fault, terminal) }), 'danger')]),
  ];
  return <Page id={`save ${title}`} title={title} blocks={blocks} help={t('text.about.userData')} more={[{ label: t('common.retry'), run: () => { setTries(tries + 1); } }]} back={{ label: t('common.close'), run: close }} />;
}

function useAsked<Answer>(question: () => Promise<unknown>, again = 0): { answer?: Answer; fault?: string } {
  const [state, setState] = useState<{ answer?: Answer; fault?: string }>({});
  useEffect(() => {
    let open = true;
    question().then((answer) => { if (open) setState({ answer: answer as Answer }); }, (error: unknown) => { if (open) setState({ fault: sayError(error) }); });
    return () => { open = false; };
  // The question is the same as long as nobody asks for it again.
  }, [again]);
  return state;
}

export function sayError(error: unknown): string {
  const { message, action } = error as Error & { action?: string };
  return [message, action].filter(Boolean).join(' ');
}
