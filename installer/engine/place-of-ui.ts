/** Where clients of this machine find their way in: the folder beside the socket that only they may read. */
import type { Host } from '../../shared/system/host.ts';

export const engineSocket = '/run/cognos/engine.sock';
/** Runs the windows; without it, on a machine that is no medium, only root and the engine's own user come in. */
const group = 'cognos-ui';

export interface PlaceOfUi {
  /** 0640: a token for `hello`. */
  token: string;
  /** 0640: a page that opens the wizard in a browser, for a kiosk whose command line everybody can read. */
  enter: string;
  /** 0640: address, PIN and fingerprint of the wizard on the network, for who stands before the console. */
  remote: string;
  write(path: string, text: string): Promise<void>;
}

export async function openPlaceOfUi(host: Host, socket: string): Promise<PlaceOfUi & { gid: number | undefined }> {
  const folder = `${socket.slice(0, socket.lastIndexOf('/'))}/ui`;
  const gid = await groupId(host);
  const owner = process.getuid?.() === 0 && gid !== undefined ? { uid: 0, gid } : {};
  await host.makeDirectory(folder, { mode: 0o750, ...owner });
  return {
    gid, token: `${folder}/token`, enter: `${folder}/enter.html`, remote: `${folder}/remote.json`,
    write: (path, text) => host.writeFile(path, text, { mode: 0o640, ...owner }),
  };
}

async function groupId(host: Host): Promise<number | undefined> {
  // 2: there is no such group.
  const line = await host.run('getent', ['group', group], { okExitCodes: [0, 2] });
  const id = Number(line.split(':')[2]);
  return line !== '' && Number.isInteger(id) ? id : undefined;
}
