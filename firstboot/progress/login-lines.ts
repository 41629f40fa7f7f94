/**
 * What stands above the login prompt and what login says. Prepared here, so that neither the prompt nor a login ever
 * waits for a program of ours.
 */
import type { Host } from '../../shared/system/host.ts';
import { issueLink, issuePath, keptMotdPath, motdPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { issueText, motdText } from './sentences.ts';
import type { FirstbootState } from './state.ts';

export async function openLoginLines(host: Host): Promise<void> {
  // With an /etc/issue, agetty looks for further lines in /etc/issue.d only (agetty(8), "The default issue file").
  await host.makeDirectory('/etc/issue.d');
  if (await host.readLink(issueLink) !== issuePath) await host.symlink(issuePath, issueLink);
}

export async function writeLoginLines(host: Host, state: FirstbootState, ready: string): Promise<void> {
  await host.writeFile(issuePath, issueText(state));
  await host.writeFile(motdPath, motdText(state, ready));
}

/** The machine is ready: the line at the prompt goes, what login says stays for every boot. */
export async function closeLoginLines(host: Host, state: FirstbootState, ready: string): Promise<void> {
  await host.remove(issueLink);
  await host.remove(issuePath);
  await host.writeFile(keptMotdPath, motdText(state, ready));
  await repeatLoginLines(host);
}

export async function repeatLoginLines(host: Host): Promise<void> {
  const text = await readIfThere(host, keptMotdPath);
  if (text !== undefined) await host.writeFile(motdPath, text);
}

/** Prompts that nobody has begun to answer are printed anew (agetty(8), --reload). */
export async function refreshPrompts(host: Host): Promise<void> {
  await host.run('agetty', ['--reload']).catch(() => undefined); // No prompt, or none that can.
}
