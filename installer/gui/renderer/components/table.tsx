/** Rows to read. A plain table: screen readers know it best. `rowHeader` is the column that names its row. */
import type { ReactNode } from 'react';

export interface Column<Id extends string> { id: Id; title: ReactNode; isNumber?: boolean; isTitleHidden?: boolean }
export interface TableProps<Id extends string> {
  label: string;
  columns: readonly Column<Id>[];
  rows: readonly ({ id: string } & { [Key in Id]?: ReactNode })[];
  rowHeader?: Id;
  isLabelHidden?: boolean;
}

export function Table<Id extends string>({ label, columns, rows, rowHeader, isLabelHidden = true }: TableProps<Id>) {
  return (
    // Wide tables scroll inside, the page never does; the keyboard must reach what scrolls.
    <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
      <table className="table">
        <caption className={isLabelHidden ? 'hidden' : undefined}>{label}</caption>
        <thead>
          <tr>{columns.map(({ id, title, isNumber, isTitleHidden }) => <th key={id} scope="col" className={isNumber ? 'number' : undefined}><span className={isTitleHidden ? 'hidden' : undefined}>{title}</span></th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(({ id, isNumber }) => id === rowHeader
                ? <th key={id} scope="row">{row[id]}</th>
                : <td key={id} className={isNumber ? 'number' : undefined}>{row[id]}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
