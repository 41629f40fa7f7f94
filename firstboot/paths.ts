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

/** The choice of model and the driver plan, as installer or first boot made them: `{choice, drivers}`. */
export const aiPath = '/etc/cognos/ai.json';
export const agentEnvironmentPath = '/etc/cognos/agent.env';
/** Secrets, 0600 root. */
export const apiKeyPath = '/etc/cognos/api-key';
export const reportTokenPath = '/etc/cognos/report-token';
export const reportSecretPath = '/etc/cognos/report-secret';
/** What each part of first boot found, for the report and for the commands that show it. */
export const hardeningPath = '/var/lib/cognos/hardening.json';
export const driversPath = '/var/lib/cognos/drivers.json';
export const modelsPath = '/var/lib/cognos/models.json';
export const proofPath = '/var/lib/cognos/proof.json';
