/** The form on the terminal of this process, as cognos-ask@.service starts it: `console-main.ts ROOT TERMINAL`. */
import { askConsole } from '../../../../firstboot/ask/ask-console.ts';
import { processTerminal } from '../../../../firstboot/ask/process-terminal.ts';
import { rootedHost } from './rooted-host.ts';

const [root = '', name = ''] = process.argv.slice(2);
const terminal = processTerminal();
await askConsole({ host: rootedHost(root), terminal, name, pollMilliseconds: 50 });
terminal.close();
