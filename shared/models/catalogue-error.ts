/** Why a catalogue is refused, one sentence. */
export class CatalogueError extends Error {
  /** Stable, kebab-case. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'CatalogueError';
    this.code = code;
  }
}
