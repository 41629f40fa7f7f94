/** The body of a request, no longer than it may be. */
import type { IncomingMessage } from 'node:http';
import { refuse, type Answer } from './answer.ts';

/** A body that is too long is refused by what it says of itself, and is not read to its end in any case. */
export async function readBody(request: IncomingMessage, most: number): Promise<Buffer | Answer> {
  const tooLong = refuse(413, `The body may have ${most} bytes`, { Connection: 'close' });
  if (Number(request.headers['content-length'] ?? 0) > most) return tooLong;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) return tooLong;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
