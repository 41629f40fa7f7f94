/** Model catalogue: what can be chosen. The types of assets/model-catalog.json (schema beside it). */

export type Purpose = 'general' | 'code' | 'multilingual' | 'medical' | 'legal';
export type Quantisation = 'Q4_0' | 'Q4_K_M' | 'Q5_K_M' | 'Q8_0';

/** Layer shapes, as in the GGUF header. Everything that memory and speed depend on. */
export interface ModelShape {
  /** GGUF `general.architecture`. */
  architecture: string;
  layers: number;
  embedding: number;
  heads: number;
  headsKv: number;
  /** Elements of one head; embedding / heads where the model does not say otherwise. */
  headDimension: number;
  feedForward: number;
  vocabulary: number;
  /** Trained context in tokens. */
  context: number;
  /** Output matrix shared with the token embedding. */
  tiedEmbedding: boolean;
  /** Tokens of sliding-window attention, where the model has it. */
  slidingWindow?: number;
}

export interface CatalogueModel {
  /** `mistral-7b-instruct-v0.3-q4_k_m` */
  id: string;
  /** "Mistral 7B Instruct v0.3" */
  name: string;
  family: string;
  purpose: Purpose;
  /** BCP 47 codes of the languages it is good at. */
  languages: string[];
  parameters: number;
  shape: ModelShape;
  quantisation: Quantisation;
  file: {
    name: string;
    /** Exact when `verified` says so, else computed from the shape. */
    bytes: number;
    sha256?: string;
    /** `digest` and `size` each: seen by us in a download, published by a third party, computed, or missing. */
    verified: { digest: 'own' | 'published-by-third-party' | 'missing'; size: 'own' | 'published-by-third-party' | 'computed' };
    /** SHA-256 of each piece of `bytes` (the last may be shorter): a wrong byte then costs its piece and not the file. */
    pieces?: { bytes: number; sha256: string[] };
    /** URLs in the order in which they are tried. */
    sources: string[];
  };
  licence: { id: string; name: string; url: string; mustAccept: boolean };
  /** Larger is better among models of the same purpose: what `auto` prefers when speed and memory allow both. */
  quality: number;
  /** Where the facts of this row come from. */
  source: string;
}

export interface Catalogue {
  version: 1;
  /** Only ever rises: an older one is refused. */
  serial: number;
  /** ISO dates. */
  issued: string;
  expires: string;
  defaultModel: string;
  models: CatalogueModel[];
}
