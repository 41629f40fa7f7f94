/** The switches of the welcome screen, as attributes of the page that the styles go by. */
import { useEffect } from 'react';
import type { WelcomeAnswers } from '../../../../shared/protocol/answers.ts';

export function useAppearance(accessibility: WelcomeAnswers['accessibility'] | undefined): void {
  useEffect(() => {
    const { dataset } = document.documentElement;
    set(dataset, 'text', accessibility?.largeText ? 'large' : undefined);
    set(dataset, 'contrast', accessibility?.highContrast ? 'high' : undefined);
  }, [accessibility?.largeText, accessibility?.highContrast]);
}

function set(dataset: DOMStringMap, name: string, value: string | undefined): void {
  if (value === undefined) delete dataset[name];
  else dataset[name] = value;
}
