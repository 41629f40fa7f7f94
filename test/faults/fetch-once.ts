/** One fetch in a process of its own, to be killed: ROOT MIRROR MODEL.json. */
import { readFileSync } from 'node:fs';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import { ensureModel } from '../../firstboot/models/ensure-model.ts';
import { modelBench } from './model-bench.ts';

const [root = '', mirror = '', model = ''] = process.argv.slice(2);
await ensureModel(modelBench({ root, mirrors: [mirror] }).context, JSON.parse(readFileSync(model, 'utf8')) as CatalogueModel, 'first boot');
