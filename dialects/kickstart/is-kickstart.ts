/** Is this text kickstart rather than a spec or another installer's file? By content: such files are called ks.cfg, anaconda-ks.cfg or nothing at all. */

/** Lines that stand in hardly any other kind of file. */
const looks = new RegExp(`^(${[
  '%(packages|pre|pre-install|post|addon|anaconda|include|ksappend|onerror|traceback)([ \\t]|$)',
  '(autopart|bootloader|clearpart|firstboot|zerombr|skipx|autostep|reqpart|xconfig|cmdline|graphical|cdrom|interactive|liveimg|ostreesetup|ostreecontainer|syspurpose|rhsm)([ \\t]+(--|yes$)|[ \\t]*(#|$))',
  '(ignoredisk|firewall|selinux|services|network|url|repo|user|group|sshkey|sshpw|nfs|harddrive|module|authconfig|auth|timesource|bootc|iscsi|timezone|eula)[ \\t]+--[a-zA-Z]',
  '(part|partition|logvol|raid|volgroup|btrfs)[ \\t]+[\\w./]+[ \\t]+(--|pv\\.|raid\\.)',
  'rootpw[ \\t]+\\S', 'lang[ \\t]+[\'"]?[a-z]{2,3}(_[A-Z]{2}|[ \\t]*$)', 'keyboard[ \\t]+(--|[\'"]?[a-z]{2})', 'timezone[ \\t]+[A-Z][A-Za-z_]+(/|[ \\t]*$)', 'authselect[ \\t]+select\\b',
].join('|')})`);
/** Another kind of file says so in its first line that says anything: YAML, TOML, JSON, HTML, a script, a template of a spec. */
const others = /^(#cloud-config|#!|#include|#_preseed_V1|## template:|---|%YAML\b|%TAG\b|[{[<"'-]|[\w.-]["'\w.-]*[ \t]*[:=]|[\w-]+([ \t]*\.[ \t]*["'\w-]+)+[ \t]*[:=])/;
const headBytes = 64 * 1024;

export function isKickstart(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (others.test(head)) return false;
  // At the very start of a line only: a kickstart file inside of another one is indented.
  const lines = head.split('\n').map((line) => line.trimEnd()).filter((line) => line !== '' && !/^\s*#/.test(line)).slice(0, 40);
  const [first = ''] = lines;
  if (others.test(first.trimStart())) return false;
  return looks.test(first) || lines.filter((line) => looks.test(line)).length >= 2;
}
