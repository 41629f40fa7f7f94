/** ssh-audit's look at the sshd of the root, over a loopback of its own. */
import { beside } from './enclosure.ts';

export interface SshAuditResult {
  /** 0 good, 2 warnings, 3 failures. */
  status: number;
  findings: string[];
}

/** `$0` is the root. The port is free: nobody else is in this network. */
const script = `
mkdir -p "$0/run/sshd"
chroot "$0" /usr/sbin/sshd -p 2222 -o ListenAddress=127.0.0.1 -o PidFile=none
for i in 1 2 3 4 5 6 7 8 9 10; do ssh-keyscan -p 2222 127.0.0.1 >/dev/null 2>&1 && break; sleep 0.3; done
ssh-audit --no-colors --level=warn --port=2222 127.0.0.1; echo "status $?"
`;

export async function auditSsh(root: string): Promise<SshAuditResult> {
  const text = await beside(root, ['sh', '-c', script, root]);
  const status = /^status (\d+)$/m.exec(text)?.[1];
  if (status === undefined) throw new Error('ssh-audit came to no end');
  return { status: Number(status), findings: text.split('\n').filter((line) => /\[(fail|warn)\]/.test(line)) };
}
