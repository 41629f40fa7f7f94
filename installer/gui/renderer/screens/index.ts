/** The screens in their order. A step can be opened as soon as what it needs is known. */
import type { ComponentType } from 'react';
import type { Section } from '../../../../shared/protocol/answers.ts';
import type { Snapshot } from '../../../../shared/protocol/snapshot.ts';
import type { IconName } from '../components/icon.tsx';
import type { WordKey } from '../i18n/use-words.ts';
import type { ScreenProps } from '../screen.ts';
import { AiScreen } from './ai/ai-screen.tsx';
import { FailedScreen } from './failed/failed-screen.tsx';
import { FinishedScreen } from './finished/finished-screen.tsx';
import { MachineScreen } from './machine/machine-screen.tsx';
import { NetworkScreen } from './network/network-screen.tsx';
import { ProgressScreen } from './progress/progress-screen.tsx';
import { ReviewScreen } from './review/review-screen.tsx';
import { SecurityScreen } from './security/security-screen.tsx';
import { StorageScreen } from './storage/storage-screen.tsx';
import { WelcomeScreen } from './welcome/welcome-screen.tsx';
import { YouScreen } from './you/you-screen.tsx';

export type QuestionId = Section | 'machine';
/** Where a person can go by themselves; the state of the install leads to the others. */
export type StepId = QuestionId | 'review';
export type ScreenId = StepId | 'progress' | 'failed' | 'finished';

export interface ScreenEntry {
  id: ScreenId;
  title: WordKey;
  icon: IconName;
  component: ComponentType<ScreenProps>;
  /** The answers that it asks for; it is left out when a user-data file has given them. */
  section?: Section;
  isReachable: (snapshot: Snapshot) => boolean;
}

const whenMachineIsKnown = ({ machine }: Snapshot): boolean => machine !== undefined;

export const screens = [
  { id: 'welcome', title: 'welcome.title', icon: 'language', component: WelcomeScreen, section: 'welcome', isReachable: () => true },
  { id: 'machine', title: 'machine.title', icon: 'machine', component: MachineScreen, isReachable: whenMachineIsKnown },
  { id: 'network', title: 'network.title', icon: 'network', component: NetworkScreen, section: 'network', isReachable: whenMachineIsKnown },
  { id: 'storage', title: 'storage.title', icon: 'disk', component: StorageScreen, section: 'storage', isReachable: whenMachineIsKnown },
  { id: 'ai', title: 'ai.title', icon: 'model', component: AiScreen, section: 'ai', isReachable: ({ ai }) => ai !== undefined },
  { id: 'you', title: 'you.title', icon: 'user', component: YouScreen, section: 'you', isReachable: () => true },
  { id: 'security', title: 'security.title', icon: 'shield', component: SecurityScreen, section: 'security', isReachable: () => true },
  { id: 'review', title: 'review.title', icon: 'list', component: ReviewScreen, isReachable: whenMachineIsKnown },
  { id: 'progress', title: 'progress.title', icon: 'save', component: ProgressScreen, isReachable: ({ state }) => state === 'installing' },
  { id: 'failed', title: 'failed.title', icon: 'warning', component: FailedScreen, isReachable: ({ state }) => state === 'failed' },
  { id: 'finished', title: 'finished.title', icon: 'check', component: FinishedScreen, isReachable: ({ state }) => state === 'finished' },
] as const satisfies readonly ScreenEntry[];
