import type { ReactNode } from 'react';
import type { View } from '../steps.ts';
import { AiScreen } from './ai-screen.tsx';
import { FailedScreen } from './failed-screen.tsx';
import { FinishedScreen } from './finished-screen.tsx';
import { MachineScreen } from './machine-screen.tsx';
import { NetworkScreen } from './network-screen.tsx';
import { ProgressScreen } from './progress-screen.tsx';
import { ReviewScreen } from './review-screen.tsx';
import { SecurityScreen } from './security-screen.tsx';
import { StorageScreen } from './storage-screen.tsx';
import { ConnectingScreen, OpenScreen, PlanningScreen, ProbingScreen } from './waiting-screens.tsx';
import { WelcomeScreen } from './welcome-screen.tsx';
import { YouScreen } from './you-screen.tsx';

const screens: Record<View, () => ReactNode> = {
  connecting: () => <ConnectingScreen />, probing: () => <ProbingScreen />, planning: () => <PlanningScreen />, open: () => <OpenScreen />,
  welcome: () => <WelcomeScreen />, machine: () => <MachineScreen />, network: () => <NetworkScreen />, storage: () => <StorageScreen />, ai: () => <AiScreen />,
  you: () => <YouScreen />, security: () => <SecurityScreen />, review: () => <ReviewScreen />,
  progress: () => <ProgressScreen />, failed: () => <FailedScreen />, finished: () => <FinishedScreen />,
};

/** A screen for every state there is. */
export function screenOf(at: View): ReactNode {
  return screens[at]();
}
