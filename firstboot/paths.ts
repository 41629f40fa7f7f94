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
/** The commands of the user-data may run now: cloud-final.service waits for it (/usr/lib/cognos/await-hardening). */
export const hardenedPath = '/run/cognos/hardened';
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
/** Where the spec came from, on a machine that our installer never saw: `{from, file}`. Its presence says so. */
export const specSourcePath = '/var/lib/cognos/spec-source.json';

/** What login shows (update-motd.d/50-cognos) and what every later boot shows again. */
export const motdPath = '/run/cognos/motd';
export const keptMotdPath = '/var/lib/cognos/motd';
/** The line above the login prompt, and the link by which agetty finds it while first boot is not over. */
export const issuePath = '/run/cognos/issue';
export const issueLink = '/etc/issue.d/cognos.issue';
/** Report: the page for people; events that are not delivered yet. */
export const reportPagePath = '/var/lib/cognos/report.html';
export const outboxPlaces = { folder: '/var/lib/cognos/outbox', retry: '/var/lib/cognos/outbox-retry.json', lock: '/run/cognos/outbox.lock' } as const;
/** Port, certificate and PIN of the status page: root's, handed to the page as a credential. */
export const pageSettingsPath = '/run/cognos/status-page.json';
/** There while part of the driver plan is still to be done: cognos-drivers.timer runs only then. */
export const driversQueuedPath = '/var/lib/cognos/drivers-queued';
/** Packages of ours that lie ready in the image, for machines that have a use for them. */
export const carriedPackages = '/usr/share/cognos/packages';
export const driverSourcesPath = '/etc/apt/sources.list.d/cognos-drivers.sources';
export const driverPinsPath = '/etc/apt/preferences.d/cognos-drivers';
export const vendorKeys = '/etc/apt/keyrings';

/** Questions of first boot: what is asked (nothing secret), and what became of the last answers. */
export const questionsPath = '/run/cognos/questions.json';
export const outcomePath = '/run/cognos/answers-outcome.json';
/** Of the unprivileged processes that ask; what they hand over is 0600, a password hash in it. */
export const askFolder = '/run/cognos-ask';
export const answersPath = '/run/cognos-ask/answers.json';
/** Where the browser form is and its PIN, for the terminals to show. */
export const askBrowserPath = '/run/cognos-ask/browser.json';
export const applyLockPath = '/run/cognos/answers.lock';
/** Accepted and not wholly applied: finished after a power cut. */
export const pendingAnswersPath = '/var/lib/cognos/answers.json';
/** There while nobody can log in; every boot then asks again. */
export const unansweredPath = '/var/lib/cognos/unanswered';
/** The machine id in it: the questions of this machine are closed for good. */
export const answeredPath = '/var/lib/cognos/answered';
/** Digests of the texts of the spec that this first boot goes by (accepted-spec.ts). */
export const acceptedSpecPath = '/var/lib/cognos/spec.accepted';
/** Holds a file named by the machine id once its first boot is over: the condition of cognos-firstboot.service. */
export const finishedFolder = '/var/lib/cognos/firstboot-done';
