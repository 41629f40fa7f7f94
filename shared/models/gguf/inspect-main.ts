/**
 * The program in which foreign headers are parsed, started by inspect-gguf.ts: FILE BYTES -> a line of JSON, when a word on
 * stdin says that the file may be looked at.
 * Exit 3: refused, the sentence on stdout; anything else: it crashed or ran into a limit.
 */
import { text } from 'node:stream/consumers';
import { localHost } from '../../system/local-host.ts';
import { GgufError } from './gguf-error.ts';
import { limits, readGguf } from './read-gguf.ts';
import { summariseGguf } from './summarise-gguf.ts';

const [path = '', size = ''] = process.argv.slice(2);
if (await text(process.stdin) === '') process.exit(1);
try {
  const fileBytes = Number(size);
  const bytes = await localHost.readBytes(path, Math.min(fileBytes, limits.headerBytes));
  process.stdout.write(`${JSON.stringify(summariseGguf(readGguf(bytes, fileBytes)))}\n`);
} catch (error) {
  if (!(error instanceof GgufError) && (error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
  process.stdout.write(`${JSON.stringify({ refused: error instanceof GgufError ? error.message : 'it cannot be read by an unprivileged user' })}\n`);
  process.exitCode = 3;
}
