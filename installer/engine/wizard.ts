/** The pure part of the wizard, as far as the engine calls it. */
export { answersFromSpec } from '../wizard/answers-from-spec.ts';
export { choicesOf } from '../wizard/choices-of.ts';
export { defaultAnswers } from '../wizard/default-answers.ts';
export { followLanguage } from '../wizard/language-defaults.ts';
export { judgePassphrase, judgePassword } from '../wizard/judge-password.ts';
export { localFinding } from '../wizard/local-finding.ts';
export { offerAi } from '../wizard/offer-ai.ts';
export { offerDisks } from '../wizard/offer-disks.ts';
export { openSections } from '../wizard/open-sections.ts';
export { planView } from '../wizard/plan-view.ts';
export { previewOf } from '../wizard/preview-of.ts';
export { specFromAnswers, type AnsweredSecrets } from '../wizard/spec-from-answers.ts';
export { userDataText } from '../wizard/user-data-text.ts';
