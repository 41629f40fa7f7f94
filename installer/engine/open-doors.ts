/** Opens the ways in that were asked for, and closes them together. */
import { connect } from 'node:net';
import type { Host } from '../../shared/system/host.ts';
import { UsageError } from '../headless/usage-error.ts';
import type { Engine } from './engine.ts';
import { openPlaceOfUi, type PlaceOfUi } from './place-of-ui.ts';
import { countedLog } from './transport/counted-log.ts';
import { draw, openEntry } from './transport/entry.ts';
import { openRemote } from './transport/remote.ts';
import { serveUnixSocket } from './transport/unix-socket.ts';
import { serveWeb } from './transport/web-server.ts';

export interface Doors { close(): Promise<void> }

export interface DoorOptions {
  engine: Engine;
  host: Host;
  gui: string;
  socket?: string;
  listen?: { host: string; port: number };
  network: boolean;
  log: (line: string) => void;
  /** Told of each address with its token, and of the next one once that was used. */
  onAddress: (way: { address: string; token: string }) => void;
  /** Told what has to stand on the console for the network's wizard. */
  onPin: (text: string) => void;
}

interface Door { stop(): Promise<void> }

export async function openDoors(options: DoorOptions): Promise<Doors> {
  const { host, socket, listen, network } = options;
  const doors: Door[] = [];
  const close = async (): Promise<void> => { await Promise.all(doors.map((door) => door.stop())); };
  try {
    const place = socket === undefined ? undefined : await openPlaceOfUi(host, socket);
    if (socket !== undefined && place) doors.push(await openSocket(options, socket, place));
    if (listen) doors.push(await openLoopback(options, listen, place));
    if (network) doors.push(await openRemote(options, place));
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openSocket({ host, engine, log }: DoorOptions, path: string, place: PlaceOfUi & { gid: number | undefined }): Promise<Door> {
  if (await answers(path)) throw new UsageError(`another engine listens on ${path}; end it first, or give another --socket`);
  const token = draw();
  await place.write(place.token, token);
  await host.remove(path); // A killed engine leaves it behind.
  const door = await serveUnixSocket({ engine, path, token, refused: countedLog(log) });
  if (place.gid !== undefined && process.getuid?.() === 0) await host.run('chgrp', [String(place.gid), path]);
  return door;
}

async function openLoopback({ engine, host, gui, log, onAddress }: DoorOptions, listen: { host: string; port: number }, place: PlaceOfUi | undefined): Promise<Door> {
  let address = '';
  let waiting = '';
  const tell = async (token: string): Promise<void> => {
    onAddress({ address, token });
    try {
      await place?.write(place.enter, enterPage(`${address}/enter?token=${token}`));
    } catch (error) {
      log(`${place?.enter ?? ''} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  const entry = openEntry({
    now: () => performance.now() / 1000,
    onToken: (token) => {
      // The first one is drawn before the port is known.
      if (address === '') waiting = token;
      else void tell(token);
    },
  });
  const server = await serveWeb({ engine, host, gui, listen, entry, log });
  address = `http://${listen.host.includes(':') ? `[${listen.host}]` : listen.host}:${server.port}`;
  await tell(waiting);
  return server;
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path).on('connect', () => { socket.destroy(); resolve(true); }).on('error', () => { resolve(false); });
  });
}

function enterPage(address: string): string {
  return `<!doctype html><meta charset="utf-8"><title>CognOS</title><meta http-equiv="refresh" content="0;url=${address}">\n`;
}
