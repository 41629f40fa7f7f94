/** Which lines of a screen's blocks are seen: what has the focus always is. Pure. */
import type { Block } from './block.ts';
import type { Draft } from './edit-line.ts';
import type { Line } from './line.ts';

export interface Scrolled {
  /** Exactly `height` of them. */
  lines: Line[];
  /** First line seen, counted from 0. */
  from: number;
  total: number;
}

export interface Place { id: string; from: number; to: number }

export function placesOf(blocks: readonly Block[], width: number, focus?: string, draft?: Draft): { places: Place[]; lines: Line[] } {
  const lines: Line[] = [];
  const places = blocks.map((block): Place => {
    const from = lines.length;
    const focused = block.id === focus;
    lines.push(...block.draw({ width, focused, draft: focused ? draft : undefined }));
    return { id: block.id, from, to: lines.length };
  });
  return { places, lines };
}

export interface Window { width: number; height: number; scroll: number; /** Keep what has the focus in sight. */ follows: boolean }

export function layOut(blocks: readonly Block[], focus: string, { width, height, scroll, follows }: Window, draft?: Draft): Scrolled {
  const { places, lines } = placesOf(blocks, width, focus, draft);
  const last = Math.max(0, lines.length - height);
  const place = follows ? places.find(({ id }) => id === focus) : undefined;
  const from = Math.min(last, place ? following(place, scroll, height) : scroll);
  const seen = lines.slice(from, from + height);
  return { lines: [...seen, ...Array<Line>(height - seen.length).fill([])], from, total: lines.length };
}

function following({ from, to }: Place, scroll: number, height: number): number {
  // Back on the first page, what stands at its top is seen as well.
  if (from < scroll) return to <= height ? 0 : from;
  return to > scroll + height ? Math.min(from, to - height) : scroll;
}
