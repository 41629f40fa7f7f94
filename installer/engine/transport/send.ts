/** Every answer with the headers that keep a page what it is. */
import { Buffer } from 'node:buffer';
import type { ServerResponse } from 'node:http';

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

export function send(response: ServerResponse, status: number, type: string, body: string | Uint8Array, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'Content-Type': type, 'Cache-Control': 'no-store', 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'DENY',
    // With no-referrer a browser sends `Origin: null` with a form.
    'Referrer-Policy': 'same-origin', 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=()',
    'Content-Length': String(typeof body === 'string' ? Buffer.byteLength(body) : body.length), ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

export function sendPage(response: ServerResponse, status: number, html: string, headers: Record<string, string> = {}): void {
  send(response, status, 'text/html; charset=utf-8', html, headers);
}
