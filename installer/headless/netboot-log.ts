/** The log of a failed install, to the boot server: nobody stands before the machine to read it. */
import { readUserData } from '../../cloud-init/read-user-data.ts';
import type { Host } from '../../shared/system/host.ts';
import { revealer } from '../../shared/system/secrets.ts';
import type { GivenSpec } from '../machine/install-machine.ts';
import { liveLog } from '../paths.ts';
import { askServer, type BootServer } from './netboot-server.ts';

const sentFile = '/run/cognos/netboot-log';
/** As much as the server takes; the end is what tells. */
const mostBytes = 1024 ** 2;

/** Whatever goes wrong here is one sentence, and nothing else. */
export async function sendLog(host: Host, server: BootServer, { id, given, console, write }: { id: string; given: GivenSpec; /** What stood on the console. */ console: string; write: (text: string) => void }): Promise<void> {
  const token = await reportToken(given);
  if (token === undefined) return;
  const log = await host.readFile(liveLog).catch(() => '');
  await host.writeFile(sentFile, lastBytes(`${log}\n--- console ---\n${console}`), { mode: 0o600 });
  const answer = await askServer(host, server, { method: 'POST', path: `/v1/machines/${encodeURIComponent(id)}/log`, content: { file: sentFile, type: 'text/plain; charset=utf-8' }, token });
  const taken = typeof answer !== 'string' && answer.status < 300;
  write(taken ? 'cognos: the boot server has the log\n' : `cognos: the boot server did not take the log (${typeof answer === 'string' ? answer : `status ${answer.status}`})\n`);
}

/** The server put it into the spec, for events and logs of this machine. */
async function reportToken({ bytes, file }: GivenSpec): Promise<string | undefined> {
  const read = await readUserData(bytes, file);
  const token = read.ok ? read.spec.cognos?.firstboot?.report?.token : undefined;
  return read.ok && token !== undefined ? revealer(read.secrets)(token).trim() : undefined;
}

function lastBytes(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= mostBytes ? text : bytes.subarray(bytes.length - mostBytes + 3).toString('utf8').replace(/^\uFFFD+/, '');
}
