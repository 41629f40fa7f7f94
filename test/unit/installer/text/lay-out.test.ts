import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import qrcode from 'qrcode-generator';
import { field, gap, option, text, type Block } from '../../../../installer/text/block.ts';
import { layOut } from '../../../../installer/text/lay-out.ts';
import { widthOf } from '../../../../installer/text/line.ts';
import { qrLines } from '../../../../installer/text/qr-lines.ts';

const kinds = fc.oneof(
  fc.string({ maxLength: 300 }).map((words) => (id: string): Block => text(id, words.replace(/\p{C}/gu, ' '))),
  fc.tuple(fc.string({ maxLength: 120 }), fc.string({ maxLength: 200 })).map(([label, detail]) => (id: string): Block => option({ id, kind: 'one', on: false, label: label.replace(/\p{C}/gu, ' '), detail: detail.replace(/\p{C}/gu, ' '), set: () => undefined })),
  fc.string({ maxLength: 120 }).map((value) => (id: string): Block => field({ id, label: 'Name', value: value.replace(/\p{C}/gu, ' '), change: () => undefined })),
  fc.constant((id: string): Block => gap(id)),
);

test('whatever a screen is made of: exactly so many lines, none too wide, and what has the focus is among them', () => {
  fc.assert(fc.property(fc.array(kinds, { minLength: 1, maxLength: 30 }), fc.nat(29), fc.nat(100), fc.integer({ min: 50, max: 80 }), (made, index, scroll, width) => {
    const blocks = made.map((make, at) => make(String(at)));
    const focus = blocks[index % blocks.length];
    const seen = layOut(blocks, focus?.id ?? '', { width, height: 18, scroll, follows: true });
    assert.equal(seen.lines.length, 18);
    for (const line of seen.lines) assert.ok(widthOf(line) <= width, JSON.stringify(line));
    const [first] = focus?.draw({ width, focused: true }) ?? [];
    if (first && first.some(({ text: words }) => words.trim() !== '')) assert.ok(seen.lines.some((line) => JSON.stringify(line) === JSON.stringify(first)), 'the focus is out of sight');
  }), { numRuns: 300 });
});

test('a QR code fits a screen, with half a line for a row of it', () => {
  const rows = qrLines('ssh://ada@192.168.100.200');
  assert.ok(rows.length <= 17, `${rows.length} lines`);
  assert.ok(rows.every((row) => row.length === rows[0]?.length && row.length <= 40));
  // Read back, module by module: dark ones are what is not drawn.
  const dark = rows.flatMap((row) => [[...row].map((half) => half === ' ' || half === '\u2584'), [...row].map((half) => half === ' ' || half === '\u2580')]);
  const code = qrcode(0, 'L');
  code.addData('ssh://ada@192.168.100.200');
  code.make();
  for (let row = 0; row < code.getModuleCount(); row += 1) for (let column = 0; column < code.getModuleCount(); column += 1) assert.equal(dark[row + 1]?.[column + 1], code.isDark(row, column), `${row} ${column}`);
});
