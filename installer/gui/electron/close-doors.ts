/** Every way out of the page is closed: permissions, navigation, new windows, web views, downloads, foreign requests. */
import type { App, Session, WebContents } from 'electron';
import { isOurs } from './origin.ts';

export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => { answer(false); });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => { event.preventDefault(); });
  session.webRequest.onBeforeRequest(({ url }, answer) => { answer({ cancel: !isOurs(url) && !url.startsWith('data:image/') }); });
}

export function closeContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-attach-webview', (event) => { event.preventDefault(); });
    stayHere(contents);
  });
}

function stayHere(contents: WebContents): void {
  contents.on('will-navigate', (event) => { if (!isOurs(event.url)) event.preventDefault(); });
  contents.on('will-frame-navigate', (event) => { if (!isOurs(event.url)) event.preventDefault(); });
  contents.on('will-redirect', (event) => { if (!isOurs(event.url)) event.preventDefault(); });
}
