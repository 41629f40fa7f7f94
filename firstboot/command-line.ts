/** The words of `cognos-firstboot`. */
export type CommandLine =
  | { command: 'help' | 'send' | 'page' | 'generalise' }
  | { command: 'drivers'; enrol: boolean; again: boolean }
  /** Started by units, never by people: firstboot/ask. */
  | { command: 'ask'; words: readonly string[] }
  | { command: 'run'; reset: boolean }
  | { command: 'status'; json: boolean; follow: boolean }
  | { command: 'report'; json: boolean }
  | { command: 'wait'; timeout?: number };

export const help = `Usage: cognos-firstboot [run [--reset]]
       cognos-firstboot status [--json | --follow]
       cognos-firstboot wait [--timeout SECONDS]
       cognos-firstboot report [--json]
       cognos-firstboot drivers [enrol | --again]
       cognos-firstboot send | generalise

  run     bring this machine to the point where a prompt is answered; does nothing but
          mark it ready when that is done already. Needs root; cognos-firstboot.service does it.
          --reset begins anew, with the spec as it is now
  status  what first boot has done, is doing and waits for; --follow until it is done
  wait    until the machine is ready: 0 then, 4 or 5 when the service has given up,
          124 when the time is over. For scripts; progress goes to stderr
  report  what was done, with what result, and what was not done and why. Needs root
  send    deliver what is queued for the receiver of the report; cognos-report.timer does it
  drivers what of the driver plan is still queued; cognos-drivers.timer does it. enrol asks
          the firmware once more for the drivers' key (Secure Boot), --again tries what failed
  generalise
          make this machine the pattern of clones: its next start is a first boot

Exit codes: 0 done, 1 the spec is refused, 2 usage, 4 a step failed (the next start
resumes), 5 a step failed for good, 75 already running, 124 the time is over
`;

/** Undefined for what is not understood. */
export function parseCommandLine(words: readonly string[]): CommandLine | undefined {
  const [first = 'run', ...rest] = words;
  const isOnly = (allowed: readonly string[]): boolean => rest.length <= 1 && rest.every((word) => allowed.includes(word));
  switch (first) {
    case '--help': case 'help': return { command: 'help' };
    case 'drivers': return isOnly(['enrol', '--again']) ? { command: 'drivers', enrol: rest.includes('enrol'), again: rest.includes('--again') } : undefined;
    case 'ask': case 'answer': case 'ask-console': case 'ask-network': return { command: 'ask', words };
    case 'run': return isOnly(['--reset']) ? { command: 'run', reset: rest.includes('--reset') } : undefined;
    case 'send': case 'page': case 'generalise': return rest.length === 0 ? { command: first } : undefined;
    case 'status': return isOnly(['--json', '--follow']) ? { command: 'status', json: rest.includes('--json'), follow: rest.includes('--follow') } : undefined;
    case 'report': return isOnly(['--json']) ? { command: 'report', json: rest.includes('--json') } : undefined;
    case 'wait': return parseWait(rest);
    default: return undefined;
  }
}

function parseWait(words: readonly string[]): CommandLine | undefined {
  if (words.length === 0) return { command: 'wait' };
  const match = /^--timeout(?:=| )(\d+)s?$/.exec(words.join(' '));
  return match ? { command: 'wait', timeout: Number(match[1]) } : undefined;
}
