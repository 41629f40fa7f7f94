/** Kernel modules that a server has no use for: they cannot be loaded, by name or by alias. */
import type { Control, Exception, Level } from '../control.ts';

interface Row { module: string; level: Level; cis: string; what: string; brokenBy?: readonly Exception[] }

const rows: readonly Row[] = [
  { module: 'cramfs', level: 'cis-level1-server', cis: '1.1.1.1', what: 'the filesystem cramfs' },
  { module: 'freevxfs', level: 'cis-level1-server', cis: '1.1.1.2', what: 'the filesystem of Veritas' },
  { module: 'hfs', level: 'cis-level1-server', cis: '1.1.1.3', what: 'the filesystem HFS' },
  { module: 'hfsplus', level: 'cis-level1-server', cis: '1.1.1.4', what: 'the filesystem HFS+' },
  { module: 'jffs2', level: 'cis-level1-server', cis: '1.1.1.5', what: 'the filesystem JFFS2' },
  { module: 'overlay', level: 'cis-level2-server', cis: '1.1.1.6', what: 'overlay filesystems', brokenBy: ['containers'] },
  { module: 'squashfs', level: 'cis-level2-server', cis: '1.1.1.7', what: 'squashfs', brokenBy: ['squashfs', 'containers'] },
  { module: 'udf', level: 'cis-level2-server', cis: '1.1.1.8', what: 'the filesystem UDF' },
  { module: 'usb-storage', level: 'cis-level1-server', cis: '1.1.1.9', what: 'USB storage', brokenBy: ['usb-storage'] },
  { module: 'firewire-ohci', level: 'cis-level1-server', cis: '', what: 'FireWire, over which a device reads all memory,' },
  { module: 'dccp', level: 'cis-level2-server', cis: '3.2.1', what: 'the protocol DCCP' },
  { module: 'tipc', level: 'cis-level2-server', cis: '3.2.2', what: 'the protocol TIPC' },
  { module: 'rds', level: 'cis-level2-server', cis: '3.2.3', what: 'the protocol RDS' },
  { module: 'sctp', level: 'cis-level2-server', cis: '3.2.4', what: 'the protocol SCTP' },
];

export const moduleControls: readonly Control[] = rows.map(({ module, level, cis, what, brokenBy }) => ({
  id: `no-module-${module}`, group: 'modules', level, cis: cis === '' ? [] : [cis],
  // First boot may read a model from a USB volume, however late it is plugged in.
  stage: module === 'usb-storage' ? 'seal' : 'install',
  title: `${what} cannot be used`,
  why: 'Code in the kernel that nothing on this machine needs, and that anybody who brings a disk or a packet could reach.',
  ...(brokenBy ? { brokenBy } : {}),
  parts: () => [{ kind: 'file', path: `/etc/modprobe.d/cognos-${module}.conf`, content: `# Written by CognOS (cognos-harden: no-module-${module}).\ninstall ${module} /bin/false\nblacklist ${module}\n` }],
}));
