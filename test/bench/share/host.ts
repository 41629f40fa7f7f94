/** One machine's fetch by the product's own code, as patient as the product: ROOT MIRROR MODEL.json peers|alone. */
import { readFileSync } from 'node:fs';
import { patience } from '../../../firstboot/models/download-settings.ts';
import { fetchModel } from '../../../firstboot/models/fetch-model.ts';
import type { CatalogueModel } from '../../../shared/models/catalogue.ts';
import { modelBench } from '../../faults/model-bench.ts';

const [root = '', mirror = '', model = '', how = ''] = process.argv.slice(2);
const { context, warnings } = modelBench({ root, mirrors: [mirror], ...how === 'peers' ? { peers: { minutes: 30, ratio: 4 } } : {} }, patience);
await fetchModel(context, JSON.parse(readFileSync(model, 'utf8')) as CatalogueModel);
if (warnings.length > 0) throw new Error(warnings.join('\n'));
