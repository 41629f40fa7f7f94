/** A disk drawn to scale, and the same in a table: the drawing for the eye, the table for everybody. */
import { useId } from 'react';
import { Table } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { DiskPart } from './disk-parts.ts';
import { sayPart, sayPartWithSize } from './say-disk.ts';
import { scaleParts } from './scale-parts.ts';

export interface DiskFigureProps {
  title: string;
  parts: readonly DiskPart[];
  /** What the table's last column is about, and its words for one part. */
  lastColumn: string;
  sayLast: (part: DiskPart) => string;
}

export function DiskFigure({ title, parts, lastColumn, sayLast }: DiskFigureProps) {
  const t = useWords();
  const id = useId();
  const scaled = scaleParts(parts);
  const widened = scaled.filter((each) => each.widened).map(({ part }) => sayPartWithSize(t, part));
  return (
    <figure className="disk-figure" aria-labelledby={id}>
      <figcaption className="disk-caption" id={id}>{title}</figcaption>
      <div className="disk-bar" aria-hidden="true">
        {scaled.map(({ part, percent }) => <span key={part.id} className={`disk-part part-${part.role}`} style={{ inlineSize: `${percent}%` }}>{percent > 14 && <span className="disk-part-name">{sayPart(t, part)}</span>}</span>)}
      </div>
      {widened.length > 0 && <p className="field-help">{t('storage.widened', { parts: t.list(widened) })}</p>}
      <Table label={title} rowHeader="part" columns={[
        { id: 'part', title: t('storage.column.part') }, { id: 'size', title: t('storage.column.size'), isNumber: true }, { id: 'last', title: lastColumn },
      ]} rows={parts.map((part) => ({
        id: part.id, size: t.bytes(part.bytes), last: sayLast(part),
        part: <span className="part-name"><span className={`part-swatch part-${part.role}`} aria-hidden="true" /><span>{sayPart(t, part)}{part.role !== 'free' && part.label.startsWith('/dev/') && <span className="part-path code" dir="ltr">{part.label}</span>}</span></span>,
      }))} />
    </figure>
  );
}
