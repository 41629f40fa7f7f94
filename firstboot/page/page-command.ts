/** `cognos-firstboot page`: started by cognos-status.socket, which hands it the listening socket (sd_listen_fds(3)). */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { readLastState } from '../progress/read-state.ts';
import { pageServer } from './page-server.ts';
import type { PageSettings } from './page-settings.ts';

const firstSocket = 3;
/** Nobody looks any more: the socket starts it again when somebody does. */
const idleSeconds = 600;
/** For those who are looking to see the end. */
const readySeconds = 60;

export async function pageCommand(host: Host, env: NodeJS.ProcessEnv, log: (sentence: string) => void): Promise<ExitCode> {
  const { CREDENTIALS_DIRECTORY: credentials, LISTEN_FDS: sockets } = env;
  if (credentials === undefined || sockets !== '1') {
    log('page is started by cognos-status.socket: open the page instead, http://localhost:8090 unless the spec says otherwise');
    return exitCodes.usage;
  }
  const settings = JSON.parse(await host.readFile(`${credentials}/status-page`)) as PageSettings;
  const now = (): number => performance.now() / 1000;
  const server = pageServer({ settings, now, log, readState: () => readLastState(host) });
  await untilNobodyLooks(host, server, now);
  return exitCodes.done;
}

function untilNobodyLooks(host: Host, server: ReturnType<typeof pageServer>, now: () => number): Promise<void> {
  return new Promise((resolve, reject) => {
    let asked = now();
    let ready: number | undefined;
    server.on('request', () => { asked = now(); });
    server.on('error', reject);
    server.listen({ fd: firstSocket });
    const timer = setInterval(() => {
      void readLastState(host).then((state) => {
        if (state?.phase === 'ready') ready ??= now();
        if (now() - asked < idleSeconds && now() - (ready ?? now()) < readySeconds) return;
        clearInterval(timer);
        server.closeAllConnections();
        server.close(() => { resolve(); });
      }, reject);
    }, 5_000);
  });
}
