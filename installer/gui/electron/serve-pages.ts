/** cognos://app/…: the application's files, and only they. */
import { pathToFileURL } from 'node:url';
import { net, type Protocol } from 'electron';
import { contentPolicy, scheme } from './origin.ts';
import { servedFile } from './served-file.ts';

/** Before the application is ready: a scheme with an origin of its own, as https has. */
export const privileges = [{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }];

export function servePages(protocol: Protocol, folder: string): void {
  protocol.handle(scheme, async ({ url, method }) => {
    const file = method === 'GET' ? servedFile(url, folder) : undefined;
    const found = file && await net.fetch(pathToFileURL(file.path).href).catch(() => undefined);
    if (!found?.ok) return new Response('', { status: 404 });
    return new Response(found.body, { headers: { 'content-type': file?.type ?? '', 'content-security-policy': contentPolicy, 'x-content-type-options': 'nosniff' } });
  });
}
