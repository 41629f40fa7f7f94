/** `retry MACHINE…`: what has been installed, or has failed, is installed at its next boot from the network. */
import { escapeForTerminal, exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { CommandRunner } from '../main.ts';
import { defaultFolder } from '../serve/places.ts';
import { findByName, retryMachine } from '../store/retry-machine.ts';
import { openExisting } from './status-command.ts';

export const retryCommand: CommandRunner = async ({ files, values: { folder = defaultFolder } }) => {
  const store = openExisting(folder);
  let exitCode: ExitCode = exitCodes.done;
  try {
    for (const name of files) {
      const ids = findByName(store, name);
      const [id, second] = ids;
      const refusal = id === undefined ? 'is no machine of this rollout' : second !== undefined ? `is ${ids.length} machines; name one of ${ids.join(', ')}` : await store.write(() => retryMachine(store, id));
      process[refusal === undefined ? 'stdout' : 'stderr'].write(`${escapeForTerminal(`${name} ${refusal ?? 'is installed again at its next boot from the network'}`)}\n`);
      if (refusal !== undefined) exitCode = exitCodes.machineRefused;
    }
    return exitCode;
  } finally {
    store.close();
  }
};
