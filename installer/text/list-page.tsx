/** A long list over the screen: letters make it shorter, arrows and Enter choose. */
import { useState } from 'react';
import { field, option, text, type Block } from './block.ts';
import { Page } from './page.tsx';
import { useWizard } from './wizard-context.ts';

export interface Entry { id: string; label: string; detail?: string | undefined; disabled?: boolean }

export interface ListPageProps {
  title: string;
  entries: readonly Entry[];
  chosen: string | undefined;
  choose(id: string): void;
  /** Stays open: several can be chosen. */
  many?: (id: string) => boolean;
}

export function ListPage({ title, entries, chosen, choose, many }: ListPageProps) {
  const { t, close } = useWizard();
  const [letters, setLetters] = useState('');
  const wanted = plain(letters);
  const found = entries.filter(({ id, label }) => plain(`${label} ${id}`).includes(wanted));
  const blocks: Block[] = [
    field({ id: 'filter', label: t('common.search'), value: letters, change: setLetters, local: true, done: () => {
      const [only] = found;
      if (found.length !== 1 || !only || only.disabled || many) return false;
      pick(only.id);
      return true;
    } }),
    ...(found.length === 0 ? [text('none', t('common.nothingFound'), 'soft')] : []),
    ...found.map(({ id, label, detail, disabled = false }) => option({ id: `entry-${id}`, label, detail, disabled, on: many ? many(id) : id === chosen, kind: many ? 'many' : 'one', set: () => { pick(id); } })),
  ];
  function pick(id: string): void {
    choose(id);
    if (!many) close();
  }
  return <Page id={`list ${title}`} title={title} blocks={blocks} help={t('text.list.help')} typing="filter" first={chosen === undefined || many ? 'filter' : `entry-${chosen}`} back={{ label: t(many ? 'common.close' : 'common.cancel'), run: close }} />;
}

function plain(words: string): string {
  return words.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('_', ' ').toLowerCase();
}
