/** A screen that is drawn again only when a part of the snapshot changed that it shows: most of what the engine says is about others. */
import { memo, type FunctionComponent } from 'react';
import type { Snapshot } from '../../../shared/protocol/snapshot.ts';
import type { ScreenProps } from './screen.ts';

export type PropsOf<Part extends keyof Snapshot> = Omit<ScreenProps, 'snapshot'> & { snapshot: Pick<Snapshot, Part> };

/** @param parts all that `Screen` reads, by its type */
export function drawnFor<Part extends keyof Snapshot>(parts: readonly Part[], Screen: FunctionComponent<PropsOf<NoInfer<Part>>>): FunctionComponent<ScreenProps> {
  return memo<PropsOf<Part>>(Screen, (before, now) => before.ask === now.ask && before.go === now.go && parts.every((part) => before.snapshot[part] === now.snapshot[part]));
}
