/** Who may look at the rollout and change it: whoever is on this machine, and who has the admin's token. */
import type { IncomingMessage } from 'node:http';
import { refuse, type Answer } from './answer.ts';
import { isLoopback } from './neighbours.ts';
import { bearerOf, isSameText } from './tokens.ts';

/** Undefined when it is allowed. */
export function adminRefusal(request: IncomingMessage, adminToken: string): Answer | undefined {
  const { headers, socket } = request;
  const given = bearerOf(headers.authorization);
  if (given !== undefined) return isSameText(given, adminToken) ? undefined : refuse(403, 'This is not the admin token of this server');
  // A page of somebody else's in a browser here comes from loopback too, and so does a proxy for everybody.
  const ownPage = headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
  const direct = ownPage && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined && headers.via === undefined
    && (headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin' || headers['sec-fetch-site'] === 'none');
  const own = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(headers.host ?? '');
  if (isLoopback(socket.remoteAddress ?? '') && direct && own) return undefined;
  return refuse(401, 'The rollout is for who is on the server itself, or has its admin token (the file admin-token in its state)', { 'WWW-Authenticate': 'Bearer' });
}
