/** What is known of a file before it is there. */
import type { CatalogueModel } from '../../shared/models/catalogue.ts';

export interface WantedFile {
  name: string;
  /** Exact, or only computed from the model's shape. */
  bytes: number;
  exact: boolean;
  sha256: string | undefined;
  pieces: { bytes: number; sha256: string[] } | undefined;
}

export function wantedFile({ file: { name, bytes, verified, sha256, pieces } }: CatalogueModel): WantedFile {
  return { name, bytes, exact: verified.size !== 'computed', sha256, pieces };
}

/** A computed size leaves out what no shape tells: vocabulary, merges, chat template. */
const mostComputedError = 0.05;

export function hasRightSize({ bytes, exact }: WantedFile, found: number): boolean {
  return exact ? found === bytes : Math.abs(found - bytes) <= bytes * mostComputedError;
}
