/** Ssh keys: pasted into a line of the terminal, or found on a USB volume. */
import { useEffect, useState } from 'react';
import type { KeyFile } from '../../../shared/protocol/request.ts';
import type { LocalFinding } from '../../../shared/protocol/snapshot.ts';
import { sayFault, sayType } from '../../gui/renderer/screens/you/say-fault.ts';
import { readKnownKey, sortKeys, tailOf, type SortedKeys } from '../../gui/renderer/screens/you/sort-keys.ts';
import { button, field, heading, text, together, type Block } from '../block.ts';
import { refused } from '../findings.ts';
import { ListPage } from '../list-page.tsx';
import { Page } from '../page.tsx';
import { useWizard, type Known } from '../wizard-context.ts';
import { shown } from '../words.ts';

interface Draft { text: string; last?: SortedKeys }
interface KeysOf { wizard: Known; keys: readonly string[]; draft: Draft; setDraft(draft: Draft): void; change(keys: string[]): void; findings: readonly LocalFinding[] }

export function keyBlocks({ wizard, keys, draft, setDraft, change, findings }: KeysOf): Block[] {
  const { t, terminal } = wizard;
  const take = (lines: string): void => {
    const sorted = sortKeys(lines, keys);
    // A private key does not stay on the screen, and neither does what is a key now.
    const isDone = sorted.refused.every(({ fault }) => fault.fault === 'private');
    setDraft({ text: isDone ? '' : lines, last: sorted });
    if (sorted.keys.length > 0) change([...keys, ...sorted.keys]);
  };
  const typed = (lines: string): void => {
    if (sortKeys(lines, keys).refused.some(({ fault }) => fault.fault === 'private')) take(lines);
    else setDraft({ text: lines });
  };
  return [
    heading('keys', `  ${t('you.keys')}`), text('keys-lead', t('you.keysLead'), 'soft'),
    ...keys.map((line, index) => {
      const read = readKnownKey(line);
      const name = read?.comment || t('you.keys.unnamed');
      return { ...button(`key-${index}`, shown(t('you.keys.removeOf', { name }), terminal), () => { change(keys.filter((key) => key !== line)); }, `${read ? sayType(t, read) : t('you.keys.fault.unknown')}, ...${tailOf(line)}`), heir: 'paste' };
    }),
    together(refused(field({
      id: 'paste', label: t('you.keys.paste'), value: draft.text, hint: 'ssh-ed25519 AAAA...', detail: t('text.keys.paste'), change: typed,
      done: () => { if (draft.text.trim() === '') return false; take(draft.text); return true; },
    }), findings, wizard), ...(draft.last ? taken(wizard, draft.last) : [])),
    button('usb', t('you.keys.usb'), () => { wizard.open(<UsbPage take={take} />); }),
    text('no-file', t('text.keys.file'), 'soft'),
  ];
}

function taken({ t }: Known, { keys, known, refused: faults }: SortedKeys): Block[] {
  if (faults.some(({ fault }) => fault.fault === 'private')) return [text('private', t('text.refusal', { message: `${t('you.keys.privateTitle')}. ${t('you.keys.fault.private')}` }), 'danger', 4)];
  return [
    ...(keys.length > 0 ? [text('added', t.plural('you.keys.added', keys.length), 'success', 4)] : []), ...(known > 0 ? [text('known', t.plural('you.keys.known', known), 'soft', 4)] : []),
    ...faults.map(({ fault }, index) => text(`fault-${index}`, t('text.refusal', { message: sayFault(t, fault) }), 'danger', 4)),
  ];
}

function UsbPage({ take }: { take(lines: string): void }) {
  const { t, terminal, store, close } = useWizard();
  const [found, setFound] = useState<readonly KeyFile[]>();
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    let open = true;
    store.ask({ type: 'keys.find' }).then((files) => { if (open) setFound(files as KeyFile[]); }, (error: unknown) => { if (open) setFault((error as Error).message); });
    return () => { open = false; };
  }, [store]);
  if (found && found.length > 0) {
    const entries = found.map(({ volume, file, keys }) => ({ id: `${volume} ${file}`, label: shown(file, terminal), detail: shown(`${volume}, ${t.plural('you.keys.count', keys.length)}`, terminal) }));
    return <ListPage title={t('you.keys.found')} entries={entries} chosen={undefined} choose={(id) => { take(found.find(({ volume, file }) => `${volume} ${file}` === id)?.keys.join('\n') ?? ''); }} />;
  }
  const words = fault !== undefined ? shown(fault, terminal) : t(found ? 'you.keys.noneFound' : 'you.keys.looking');
  return <Page id="usb" title={t('you.keys.usb')} blocks={[text('state', words, fault === undefined ? 'plain' : 'warning')]} help={t('text.about.you')} back={{ label: t('common.close'), run: close }} />;
}
