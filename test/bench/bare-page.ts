/** The floor of the first screen: a page with as many bytes as the wizard's, served as the engine serves, that only draws a button. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { entryFiles } from '../gui/entry-size.ts';

export interface BarePage { url: string; stop: () => void }

/** @param gui the built renderer, whose sizes it takes */
export async function serveBarePage(gui: string): Promise<BarePage> {
  const files = new Map(entryFiles(gui).map((name) => [`/${name}`, bareFile(name, readFileSync(join(gui, name)).length)]));
  const page = readFileSync(join(gui, 'index.html'), 'utf8').replace('</body>', `<input type="radio"><div class="footer"><button class="button-primary">Next</button></div></body>`);
  const server = createServer(({ url = '' }, response) => {
    const file = files.get(url);
    if (url !== '/' && file === undefined) { response.writeHead(404).end(); return; }
    response.writeHead(200, { 'content-type': url === '/' ? 'text/html' : url.endsWith('.css') ? 'text/css' : 'text/javascript' }).end(file ?? page);
  });
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => { server.closeAllConnections(); server.close(); } };
}

/** A comment: its bytes are sent and read, and there is nothing to run. */
function bareFile(name: string, bytes: number): string {
  return name.endsWith('.css') || name.endsWith('.js') ? `/*${' '.repeat(Math.max(0, bytes - 4))}*/` : '';
}
