/** Whether models of an earlier CognOS are to stay, where the disk has some: an own size makes a new filesystem, and so does encryption. */
import type { StorageAnswers } from './answers.ts';

export function keepsModels({ sizes, encrypt, dropModels = false }: Pick<StorageAnswers, 'sizes' | 'encrypt' | 'dropModels'>): boolean {
  return !dropModels && !encrypt && (sizes.models ?? '') === '';
}
