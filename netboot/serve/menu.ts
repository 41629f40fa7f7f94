/** Which menu does this machine get? Asking for it is the first that is heard of a machine. */
import { kernelWords } from '../boot/kernel-words.ts';
import { grubMenu, ipxeMenu } from '../boot/menu.ts';
import { readMac, readTag, readUuid } from '../inventory/identity.ts';
import { findMachine, giveMacs, insertMachine, updateMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';
import { refuse, text, type Answer } from './answer.ts';
import { identifyAsked } from './identify.ts';
import { say } from './say.ts';
import type { Serving } from './serving.ts';

export interface MenuAsked { loader: 'ipxe' | 'grub'; query: URLSearchParams; /** Where the machine's system reaches the server, perhaps with TLS. */ base: string; /** Where its loader does. */ here: string; address: string }

export async function answerMenu(serving: Serving, { loader, query, base, here, address }: MenuAsked): Promise<Answer> {
  const { store } = serving;
  const macs = [readMac(query.get('mac') ?? '')].filter((mac) => mac !== undefined);
  const uuid = readUuid(query.get('uuid') ?? undefined);
  const serial = readTag(query.get('serial') ?? undefined)?.slice(0, 128);
  const id = identifyAsked(store, { uuid, macs, serial });
  if (id === undefined) return refuse(400, 'The menu is for a machine that says who it is: ?mac=52:54:00:12:34:56, or ?uuid=');
  const asset = readTag(query.get('asset') ?? undefined)?.slice(0, 128);
  const record = await store.write(() => {
    const at = serving.now();
    const known = findMachine(store, id);
    if (!known) insertMachine(store, id, 'seen', at);
    giveMacs(store, id, macs);
    updateMachine(store, id, { address, heard_at: at, ...uuid === undefined ? {} : { uuid }, ...serial === undefined ? {} : { serial }, ...asset === undefined ? {} : { asset } });
    return known;
  }, { passing: true });
  const kind = kindFor(record);
  say(serving, id, `asked for a ${loader} menu from ${address}: ${kind === 'install' ? 'boots the installer' : `boots from its disk (${record?.state ?? ''})`}`, record?.hostname);
  const menu = { base: here, kind, words: kernelWords({ server: base, artefacts: here }) };
  return text(loader === 'ipxe' ? ipxeMenu(menu) : grubMenu(menu));
}

/** What has been installed, or has failed, boots from its disk until somebody asks for it to be installed again. */
function kindFor(record: MachineRecord | undefined): 'install' | 'local' {
  return record && ['firstboot', 'ready', 'failed'].includes(record.state) ? 'local' : 'install';
}
