/** For experts: every partition that will be, exactly, and a size of one's own for those that may have one. */
import { useState } from 'react';
import type { StorageAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding, Preview } from '../../../../../shared/protocol/snapshot.ts';
import { Button, Details, Table, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { findingAt } from '../findings-at.ts';
import { nameSize } from './name-size.ts';

const sized = ['esp', 'root', 'swap', 'models'] as const;
type Sized = (typeof sized)[number];
type Sizes = StorageAnswers['sizes'];

interface SizeTableProps { sizes: Sizes; onChange: (sizes: Sizes) => void; preview: Preview | undefined; findings: readonly LocalFinding[] }

export function SizeTable({ sizes, onChange, preview, findings }: SizeTableProps) {
  const t = useWords();
  const isSet = Object.values(sizes).some((size) => size !== undefined);
  const parts = preview?.disk?.after.parts ?? [];
  return (
    <Details title={t('storage.sizes')} isOpen={isSet} level={2}>
      <p className="field-help">{t('storage.sizesHelp')}</p>
      <div className="size-table"><Table label={t('storage.sizes')} rowHeader="part" columns={[
        { id: 'part', title: t('storage.column.part') }, { id: 'place', title: t('storage.column.place') },
        { id: 'exact', title: t('storage.column.exact'), isNumber: true }, { id: 'own', title: t('storage.column.own') },
      ]} rows={sized.map((name) => {
        const part = parts.find(({ label }) => label === `cognos-${name}`);
        return {
          id: name, part: t(`storage.size.${name}`), place: part?.mountpoint ? <span className="code" dir="ltr">{part.mountpoint}</span> : '–',
          exact: part ? t('common.mib', { number: t.number(part.bytes / 1024 ** 2) }) : '–',
          own: <OwnSize name={name} size={sizes[name]} finding={findingAt(findings, `cognos.storage.${name}`)} onChange={(size) => { onChange(withSize(sizes, name, size)); }} />,
        };
      })} /></div>
      {isSet && <div className="actions"><Button kind="quiet" icon="again" onPress={() => { onChange({}); }}>{t('storage.sizesReset')}</Button></div>}
    </Details>
  );
}

function withSize(sizes: Sizes, name: Sized, size: string | undefined): Sizes {
  const { [name]: _, ...rest } = sizes;
  return size === undefined ? rest : { ...rest, [name]: size };
}

interface OwnSizeProps { name: Sized; size: string | undefined; finding: LocalFinding | undefined; onChange: (size: string | undefined) => void }

/** What is no size is said here and never reaches the engine. */
function OwnSize({ name, size, finding, onChange }: OwnSizeProps) {
  const t = useWords();
  const [refused, setRefused] = useState<string>();
  const change = (typed: string): void => {
    const named = nameSize(typed);
    setRefused('refused' in named ? typed : undefined);
    if ('size' in named && named.size !== size) onChange(named.size);
  };
  const own: LocalFinding | undefined = refused === undefined ? undefined : { severity: 'error', code: 'size', path: `cognos.storage.${name}.size`, message: 'this is no size', values: { value: refused } };
  return <TextInput label={t('storage.sizeOf', { part: t(`storage.size.${name}`) })} isLabelHidden isCode value={refused ?? size ?? ''} onChange={change} delay={500} placeholder={t('storage.sizeComputed')} refusal={own ?? finding} />;
}
