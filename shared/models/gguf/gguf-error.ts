/** Why a file is not believed to be a model, one sentence that quotes nothing unescaped. */
export class GgufError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GgufError';
  }
}
