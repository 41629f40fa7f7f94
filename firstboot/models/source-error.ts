/** Why one source did not give the file: the rest of a sentence that begins with its name. Another one is tried. */
export class SourceError extends Error {
  override name = 'SourceError';
}
