import type { Handler } from '../../shared/plan/step.ts';

/** Runs in every session, and again on a retry in the same one: what is mounted there already is left alone. */
export const mount: Handler<'mount'> = async ({ device, fs, at, options }, { host, signal }) => {
  await host.makeDirectory(at);
  const source = (await host.run('findmnt', ['--noheadings', '--output', 'TARGET', '--mountpoint', at], { signal, okExitCodes: [0, 1] })).trim();
  if (source !== '') return;
  await host.run('mount', ['-t', fs, ...(options.length > 0 ? ['-o', options.join(',')] : []), '--', device, at], { signal });
};
