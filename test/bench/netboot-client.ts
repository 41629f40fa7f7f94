/** Requests over as many connections as machines talk at once, each timed from its first byte to the last of its answer. */
import { Agent, request } from 'node:http';
import type { Ask, Timed } from './netboot-machine.ts';

export function openAsk(port: number, connections: number, times: Timed[]): Ask {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return ({ kind, method, path, body = '', headers = {} }) => new Promise((resolve, reject) => {
    const begun = performance.now();
    const asked = request({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...method === 'POST' ? { 'Content-Length': Buffer.byteLength(body) } : {} } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => {
        times.push({ kind, milliseconds: performance.now() - begun });
        resolve({ status: answer.statusCode ?? 0, text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
