/** The options of `serve`, checked. */
import { isIP } from 'node:net';
import { installHandlers } from '../steps/index.ts';
import type { StepKind } from '../../shared/plan/step.ts';
import { UsageError } from './usage-error.ts';

export interface ServeOptions {
  socket?: string;
  listen?: { host: string; port: number };
  network: boolean;
  gui?: string;
  failAt?: StepKind;
  installSeconds?: number;
}

export interface ServeValues { 'socket'?: string; 'listen'?: string; 'network'?: boolean; 'gui'?: string; 'fail-at'?: string; 'install-seconds'?: string; 'machine'?: string; 'measurement'?: string }

/** @throws UsageError */
export function readServeOptions(values: ServeValues): ServeOptions {
  const { socket, listen, network = false, gui, 'fail-at': failAt, 'install-seconds': seconds, machine, measurement } = values;
  for (const [name, value] of Object.entries({ 'fail-at': failAt, 'install-seconds': seconds, measurement })) {
    if (value !== undefined && machine === undefined) throw new UsageError(`serve: --${name} belongs to a simulation; give a recorded machine with --machine`);
  }
  if (socket !== undefined && !socket.startsWith('/')) throw new UsageError(`serve: --socket ${socket} is no absolute path`);
  if (gui !== undefined && gui === '') throw new UsageError('serve: --gui wants a folder');
  return {
    network,
    ...(socket === undefined ? {} : { socket }), ...(gui === undefined ? {} : { gui }),
    ...(listen === undefined ? {} : { listen: readPlace(listen) }),
    ...(failAt === undefined ? {} : { failAt: readKind(failAt) }),
    ...(seconds === undefined ? {} : { installSeconds: readSeconds(seconds) }),
  };
}

/** Loopback only: beyond it there is --network, with TLS and a PIN. */
function readPlace(text: string): { host: string; port: number } {
  const [, host = '', digits = ''] = /^(.*):(\d{1,5})$/.exec(text) ?? [];
  const name = host.replace(/^\[(.*)\]$/, '$1');
  const port = Number(digits);
  if (isIP(name) === 0 || digits === '' || port > 65535) throw new UsageError(`serve: --listen ${text} is no address and port, such as 127.0.0.1:8090 (port 0: one that is free)`);
  if (!name.startsWith('127.') && name !== '::1') throw new UsageError(`serve: --listen ${text} is not on loopback; --network serves other machines, with TLS and a PIN`);
  return { host: name, port };
}

function readKind(text: string): StepKind {
  if (Object.hasOwn(installHandlers, text)) return text as StepKind;
  throw new UsageError(`serve: --fail-at ${text} is no kind of step; one of ${Object.keys(installHandlers).join(', ')}`);
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (seconds > 0 && seconds <= 3600) return seconds;
  throw new UsageError(`serve: --install-seconds ${text} is no number of seconds up to 3600`);
}
