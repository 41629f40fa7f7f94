/** What of a screen has the focus, what is typed into it, and which of its lines are seen. */
import { useRef, useState } from 'react';
import type { Block } from './block.ts';
import type { Draft } from './edit-line.ts';
import { layOut, placesOf, type Scrolled } from './lay-out.ts';
import { useWizard } from './wizard-context.ts';

export interface FocusOf {
  /** Remembers where the screen was left. */
  page: string;
  blocks: readonly Block[];
  /** Ids of what can have the focus, in order: of blocks, and of the buttons below them. */
  stops: readonly string[];
  first: string | undefined;
  fromTop: boolean;
  width: number;
  height: number;
}

export interface Focus {
  at: string;
  block: Block | undefined;
  draft: Draft | undefined;
  seen: Scrolled;
  move(to: string | undefined): void;
  /** To the stop before or after, round the ends. */
  turn(by: 1 | -1): void;
  /** As `turn`, but lines between here and there are not jumped over. */
  step(direction: 1 | -1): void;
  scroll(lines: number): void;
  type(draft: Draft | undefined): void;
}

export function useFocus({ page, blocks, stops, first, fromTop, width, height }: FocusOf): Focus {
  const { memory } = useWizard();
  const remembered = memory.get(page);
  const [wanted, setWanted] = useState(remembered?.focus ?? first ?? stops[0] ?? '');
  const [from, setFrom] = useState(remembered?.scroll ?? 0);
  const [follows, setFollows] = useState(remembered !== undefined || !fromTop);
  // It belongs to its field alone: what was typed as a password must never show up in the one that has the focus next.
  const [typed, setTyped] = useState<Draft & { id: string }>();
  const at = useStanding(wanted, stops, blocks);
  const draft = typed?.id === at ? typed : undefined;
  const seen = layOut(blocks, at, { width, height, scroll: from, follows }, draft);
  memory.set(page, { focus: at, scroll: seen.from });
  const move = (to: string | undefined): void => {
    if (to === undefined) return;
    setTyped(undefined);
    setWanted(to);
    setFrom(seen.from);
    setFollows(true);
  };
  const scroll = (lines: number): void => {
    setFrom(Math.max(0, Math.min(seen.total - height, seen.from + lines)));
    setFollows(false);
  };
  return {
    at, draft, seen, move, scroll, block: blocks.find(({ id }) => id === at),
    type: (next) => { setTyped(next && { ...next, id: at }); },
    turn: (by) => { move(stops.at((stops.indexOf(at) + by) % stops.length)); },
    step: (direction) => {
      const next = nextStop({ at, direction, stops, seen, height, places: placesOf(blocks, width, at, draft).places });
      if (typeof next === 'number') scroll(next);
      else move(next);
    },
  };
}

/** What had the focus may be gone, with a disk that was pulled out: then its heir has it, or what stands in its place. */
function useStanding(wanted: string, stops: readonly string[], blocks: readonly Block[]): string {
  const before = useRef<{ index: number; heir: string | undefined }>({ index: 0, heir: undefined });
  const { index, heir = '' } = before.current;
  const at = stops.includes(wanted) ? wanted : stops.includes(heir) ? heir : stops[Math.min(index, stops.length - 1)] ?? '';
  before.current = { index: Math.max(0, stops.indexOf(at)), heir: blocks.find(({ id }) => id === at)?.heir ?? (stops.includes(wanted) ? undefined : heir) };
  return at;
}

interface StepOf { at: string; direction: 1 | -1; stops: readonly string[]; seen: Scrolled; height: number; places: ReturnType<typeof placesOf>['places'] }

/** The stop to go to, or a number of lines to scroll where it is still far away. */
function nextStop({ at, direction, stops, seen, height, places }: StepOf): string | number | undefined {
  const half = Math.floor(height / 2);
  const end = seen.from + height;
  const own = places.find(({ id }) => id === at);
  // Out of sight because somebody scrolled: then it comes first.
  const isAhead = own && (direction === 1 ? own.from >= end : own.to <= seen.from);
  const next = isAhead ? at : stops[stops.indexOf(at) + direction];
  const place = places.find(({ id }) => id === next);
  if (direction === 1 && end < seen.total && (!place || place.from > end + 2)) return half;
  if (direction === -1 && seen.from > 0 && (!place || place.to < seen.from - 2)) return -half;
  return next;
}
