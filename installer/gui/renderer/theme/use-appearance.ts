/** The switches of the welcome screen, as attributes of the page that the styles go by. */
import { useEffect } from 'react';
import type { WelcomeAnswers } from '../../../../shared/protocol/answers.ts';
import { useMedia } from './use-media.ts';

export function useAppearance(accessibility: WelcomeAnswers['accessibility'] | undefined): void {
  const isAskedFor = useMedia('(prefers-contrast: more)');
  const highContrast = (accessibility?.highContrast ?? false) || isAskedFor;
  useEffect(() => {
    const { dataset } = document.documentElement;
    set(dataset, 'text', accessibility?.largeText ? 'large' : undefined);
    set(dataset, 'contrast', highContrast ? 'high' : undefined);
  }, [accessibility?.largeText, highContrast]);
}

function set(dataset: DOMStringMap, name: string, value: string | undefined): void {
  if (value === undefined) delete dataset[name];
  else dataset[name] = value;
}
