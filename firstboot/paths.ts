/** Where things are on the installed machine (design.md, Paths). */
export const stateFolder = '/var/lib/cognos';
export const journalPath = '/var/lib/cognos/firstboot.jsonl';
export const reportPath = '/var/lib/cognos/report.json';
export const specPath = '/etc/cognos/spec.yaml';
export const modelsMount = '/var/lib/cognos/models';
export const runFolder = '/run/cognos';
export const lockPath = '/run/cognos/firstboot.lock';
/** What the running first boot is doing; readable by everyone, unlike the journal. */
export const statePath = '/run/cognos/firstboot.json';
export const readyPath = '/run/cognos/ready';
/** cloud-init's own: paths of Debian's 22.4.2. */
export const seedFolder = '/var/lib/cloud/seed';
export const cloudInitDisabled = '/etc/cloud/cloud-init.disabled';
