/**
 * Electron's main process: one window over our own pages, one link to the engine. It has no privileges and knows nothing
 * of installing; whatever it passes on was checked against the protocol's schema.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, ipcMain, Menu, net, protocol, session } from 'electron';
import { answerPage } from './answer-page.ts';
import { channels } from './channels.ts';
import { closeContents, closeSession } from './close-doors.ts';
import { connectEngine } from './connect-engine.ts';
import { EngineLink } from './engine-link.ts';
import { openWindow } from './open-window.ts';
import { privileges, servePages } from './serve-pages.ts';
import { startOptions } from './start-options.ts';

function start(): void {
  const options = startOptions(process.argv.slice(1));
  app.enableSandbox(); // For every process of Chromium's, whatever a window might ask for.
  app.disableHardwareAcceleration(); // One way to draw on every machine; the kiosk's Chromium does the same.
  protocol.registerSchemesAsPrivileged(privileges);
  Menu.setApplicationMenu(null); // No shortcut for reload, developer tools or another window.
  closeContents(app);
  app.on('second-instance', () => { BrowserWindow.getAllWindows()[0]?.focus(); });
  app.on('window-all-closed', () => { app.quit(); });
  void app.whenReady().then(() => {
    closeSession(session.defaultSession);
    servePages(protocol, join(import.meta.dirname, app.isPackaged ? 'gui' : '../dist-gui'));
    const readFile = async (path: string): Promise<string> => (await net.fetch(pathToFileURL(path).href)).text();
    const link = new EngineLink(connectEngine({ readFile }, options), (news) => {
      for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send(channels.news, news);
    });
    answerPage(ipcMain, link);
    link.open();
    openWindow(options.window);
  });
}

if (app.requestSingleInstanceLock()) start();
else app.quit();
