/** The command line of `cognos-netboot share`. */
import { parseArgs } from 'node:util';
import { shareFolder } from './share-folder.ts';

export const shareUsage = `Usage: cognos-netboot share DIR [--url ADDRESS]...

Makes DIR/MODEL.gguf.torrent beside each model of DIR; serve DIR over HTTP and name
it under cognos.ai.download.mirrors, with cognos.ai.download.peers: true.

  --url ADDRESS   where DIR is served, for BitTorrent programs other than CognOS
`;

/** @returns the exit code: 0 done, 2 wrong use, 4 failed */
export async function shareCommand(words: readonly string[], { out, say }: { out: (text: string) => void; say: (sentence: string) => void }): Promise<0 | 2 | 4> {
  const line = read(words);
  if (typeof line === 'string') {
    say(line);
    return 2;
  }
  if (line.help) {
    out(shareUsage);
    return 0;
  }
  try {
    await shareFolder({ folder: line.folder, urls: line.urls, say });
    return 0;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 4;
  }
}

/** @returns a sentence where it cannot be meant */
function read(words: readonly string[]): { folder: string; urls: string[]; help: boolean } | string {
  try {
    const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { url: { type: 'string', multiple: true }, help: { type: 'boolean', short: 'h' } } });
    const [folder = '', ...rest] = positionals;
    const urls = values.url ?? [];
    if (values.help !== true && (folder === '' || rest.length > 0)) return 'share takes one folder: cognos-netboot share DIR';
    const wrong = urls.find((url) => !/^https?:\/\//.test(url));
    return wrong === undefined ? { folder, urls, help: values.help === true } : `--url ${wrong} is no http or https address`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
