/** Scripts of the profile: what Agama runs in the new system runs there at the end of its first boot, as root's alone. */
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { foreignTool } from './foreign-tool.ts';
import { secretFault } from './secret-fault.ts';

const at: Path = ['scripts'];
const groups = ['pre', 'postPartitioning', 'post', 'init'];
/** What an installed CognOS has. */
const interpreters = /^#!\s*(\/usr)?\/bin\/(env\s+)?(ba|da)?(sh|python3|perl)\b/;

export function translateScripts(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, groups);
  for (const group of groups) {
    for (const index of ledger.list([...at, group]).keys()) {
      const path = [...at, group, index];
      if (!ledger.map(path)) continue;
      ledger.sayUnknown(path, ['name', 'content', 'body', 'url', 'chroot']);
      translateScript(ledger, path, group, index + 1);
    }
  }
}

function translateScript(ledger: Ledger, path: Path, group: string, number: number): void {
  const key = ledger.get([...path, 'content']) === undefined && ledger.get([...path, 'body']) !== undefined ? 'body' : 'content';
  const content = ledger.get([...path, key]);
  const why = fault(ledger, path, group, content);
  if (why !== undefined) return ledger.refused(path, why);
  const text = String(content);
  const file = `/usr/local/sbin/agama-${group}-${number}`;
  ledger.append(['write_files'], { path: file, content: text.endsWith('\n') ? text : `${text}\n`, permissions: '0700' });
  ledger.append(['runcmd'], text.startsWith('#!') ? [file] : ['sh', file]);
  ledger.translated(path, [['write_files'], ['runcmd']], `as ${file}, at the end of the first boot${group === 'init' ? '' : ', not of the installation'}`);
  ledger.notApplicable([...path, 'url'], 'the text stands here');
}

function fault(ledger: Ledger, path: Path, group: string, content: unknown): string | undefined {
  const script = ledger.get(path);
  if (group === 'pre' || group === 'postPartitioning') return 'runs inside Agama, before there is a system; write the answers themselves, or let a script of post do it afterwards';
  if (group === 'post' && isMap(script) && script['chroot'] === false) return 'runs inside Agama, beside the new system; if it is meant for that system, leave "chroot": false out';
  if (isMap(script) && script['chroot'] !== undefined && typeof script['chroot'] !== 'boolean') return 'chroot has to be true or false';
  if (content === undefined && isMap(script) && script['url'] !== undefined) return 'lies elsewhere and would have to be fetched while CognOS is installed; put its text into content, or fetch it with runcmd in user-data';
  if (typeof content !== 'string' || content.trim() === '') return 'has to have its text here, as content';
  if (content.startsWith('#!') && !interpreters.test(content)) return 'wants an interpreter that CognOS has not; write it for sh, bash, python3 or perl';
  const secret = secretFault(content);
  if (secret !== undefined) return secret;
  const tool = foreignTool(content);
  return tool === undefined ? undefined : `line ${tool.line} has ${tool.what}; ${tool.instead}`;
}
