/** aria2's JSON-RPC over loopback. The secret is in the body: not in argv, not in an address that is logged. */
import { request } from 'node:http';

export type Call = <T>(method: string, ...params: unknown[]) => Promise<T>;

/** What aria2 said no to. */
export class Aria2Refusal extends Error {
  override name = 'Aria2Refusal';
}

export function aria2Rpc(port: number, secret: string): Call {
  return async <T>(method: string, ...params: unknown[]): Promise<T> => {
    const text = await post(port, JSON.stringify({ jsonrpc: '2.0', id: '1', method: `aria2.${method}`, params: [`token:${secret}`, ...params] }));
    const answer = JSON.parse(text) as { result?: T; error?: { message: string } };
    if (answer.error) throw new Aria2Refusal(answer.error.message);
    return answer.result as T;
  };
}

function post(port: number, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const message = request({ host: '127.0.0.1', port, path: '/jsonrpc', method: 'POST', agent: false, timeout: 20_000, headers: { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => { resolve(text); }).on('error', reject);
    });
    message.on('timeout', () => { message.destroy(new Error('aria2 does not answer')); }).on('error', reject).end(body);
  });
}
