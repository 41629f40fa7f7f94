/** The catalogue of this release. It comes on the medium with the program, so its tests vouch for it and no signature is asked. */
import catalogue from '../../assets/model-catalog.json' with { type: 'json' };
import type { Catalogue } from './catalogue.ts';

export const builtinCatalogue = catalogue as Catalogue;
