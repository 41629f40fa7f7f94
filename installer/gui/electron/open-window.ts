import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import { startPage } from './origin.ts';

/** Everything that keeps page and Node apart is Electron's default by now, and said all the same. */
const webPreferences: BrowserWindowConstructorOptions['webPreferences'] = {
  preload: join(import.meta.dirname, 'preload.cjs'),
  contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
  webSecurity: true, webviewTag: false, allowRunningInsecureContent: false, experimentalFeatures: false, navigateOnDragDrop: false,
  devTools: false, spellcheck: false, enableWebSQL: false,
};

export function openWindow(asWindow: boolean): BrowserWindow {
  const window = new BrowserWindow({
    title: 'CognOS', width: 1280, height: 860, minWidth: 640, minHeight: 480, backgroundColor: '#0f1f22', autoHideMenuBar: true,
    kiosk: !asWindow, fullscreen: !asWindow, webPreferences,
  });
  void window.loadURL(startPage);
  return window;
}
