/** A preseed file -> a spec that validates, and what became of each of its lines. */
import { settle, type Hash, type Translation } from '../shared/foreign/translation.ts';
import { distance } from '../shared/spec/nearest.ts';
import { placeIn, type Preseed } from './answer.ts';
import { knownQuestions } from './known-questions.ts';
import { createSheet, type Sheet } from './sheet.ts';
import { translateAccounts } from './translate-accounts.ts';
import { translateApt } from './translate-apt.ts';
import { translateBoot } from './translate-boot.ts';
import { translateCognos } from './translate-cognos.ts';
import { translateCommands } from './translate-commands.ts';
import { translateNetwork } from './translate-network.ts';
import { translatePackages, translateSelections } from './translate-packages.ts';
import { translatePlaces } from './translate-places.ts';
import { translateStorage } from './translate-storage.ts';

export async function translatePreseed(preseed: Preseed, hash: Hash): Promise<Translation> {
  const sheet = createSheet(preseed);
  sheet.put(['cognos', 'version'], 1);
  refuseMistyped(sheet);
  await translatePlaces(sheet);
  translateNetwork(sheet);
  translateApt(sheet);
  await translateAccounts(sheet, hash);
  translateStorage(sheet);
  translatePackages(sheet);
  translateCommands(sheet);
  translateBoot(sheet);
  translateCognos(sheet);
  translateSelections(sheet);
  sayUnknown(sheet);
  return settle({
    ...sheet, refuse: ({ question }, why) => { sheet.refused(question, why); },
    positionOf: (answer) => ({ file: preseed.file, ...answer ? placeIn(answer.line, Math.max(0, answer.line.text.search(/\S/))) : { line: 1, column: 1 } }),
  }, { file: preseed.file, dialect: 'preseed', encoding: preseed.encoding });
}

/** However it is numbered: disks, repositories and the like count on. */
const unnumbered = (question: string): string => question.replaceAll(/\d+/g, '0');
const knownUnnumbered: ReadonlySet<string> = new Set(knownQuestions.map(unnumbered));

/** One letter or two off a question that there is: debian-installer would say nothing and ask the real one. */
function refuseMistyped(sheet: Sheet): void {
  for (const { question } of sheet.open()) {
    if (knownUnnumbered.has(unnumbered(question))) continue;
    const near = knownQuestions.find((known) => Math.abs(known.length - question.length) <= 2 && distance(question, known) <= 2);
    if (near !== undefined) sheet.refused(question, `there is no such question; did you mean ${near}?`);
  }
}

function sayUnknown(sheet: Sheet): void {
  for (const { question } of sheet.open()) sheet.notApplicable(question, 'nothing here asks this', true);
}
