/** On a machine of its own: a server with the right file and a torrent of whatever kind, and a fetch with peers from it. ROOT TORRENT -> what came of it, as JSON. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fetchModel } from '../../firstboot/models/fetch-model.ts';
import { patience } from '../../firstboot/models/download-settings.ts';
import { catalogueModel, modelBench, sha256 } from './model-bench.ts';
import { serveModel } from './model-server.ts';

const [root = '', torrent = ''] = process.argv.slice(2);
const content = readFileSync(join(root, 'small.gguf'));
const server = await serveModel(content, { torrent: readFileSync(join(root, torrent)) });
// As patient as the product: aria2 looks for peers every ten seconds.
const bench = modelBench({ mirrors: [server.url], peers: { minutes: 1, ratio: 1 } }, patience);
try {
  const { source } = await fetchModel(bench.context, catalogueModel(content, []));
  process.stdout.write(JSON.stringify({ source, served: server.served, warnings: bench.warnings, names: readdirSync(bench.models), digest: sha256(readFileSync(join(bench.models, 'small.gguf'))) }));
} finally {
  bench.remove();
  await server.close();
}
