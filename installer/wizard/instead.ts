/** The nearest answer that works: a whole section, as one `answers.set`, and what to call it. */
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Answers, Section } from '../../shared/protocol/answers.ts';
import type { AiOffer, DiskOffer, LocalFinding } from '../../shared/protocol/snapshot.ts';

/** What an answer that works is found among. */
export interface Surroundings { machine: Machine; answers: Answers; ai?: AiOffer | undefined; disks: DiskOffer[] }

export type Instead = NonNullable<LocalFinding['instead']>;
/** Undefined where nothing near would work: then a person has to think of something. */
export type Nearest = (finding: Finding, surroundings: Surroundings) => Instead | undefined;

/** @param word of its translation, where the label is no name or value */
export function offer<S extends Section>(section: S, answers: Answers, change: Partial<Answers[S]>, label: string, word?: string): Instead {
  return { section, value: { ...answers[section], ...change }, label, ...(word === undefined ? {} : { word }) } as unknown as Instead;
}

/** `users[0].ssh_authorized_keys[2]` -> 2, for the list that ends the path. */
export function lastIndex(path: string): number | undefined {
  const [, index] = /\[(\d+)\]$/.exec(path) ?? [];
  return index === undefined ? undefined : Number(index);
}
