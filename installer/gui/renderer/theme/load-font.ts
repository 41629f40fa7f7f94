/** Chinese, Japanese and Korean have fonts of thousands of letters: their rules are fetched with the language, their letters as they are needed. */
import { fontOf } from 'virtual:fonts';

export async function loadFont(language: string): Promise<void> {
  await fontOf[language]?.();
}
