import assert from 'node:assert/strict';
import { test } from 'node:test';
import { passwordStep } from '../../../../../installer/gui/renderer/screens/you/password-step.ts';

const good = { score: 4 as const, suggestions: [] };

for (const [what, typed, step] of [
  ['nothing is typed', { first: '', again: '', judgement: undefined, againLeft: false }, 'empty'],
  ['the engine has not answered', { first: 'Correct-1-horse', again: 'Correct-1-horse', judgement: undefined, againLeft: true }, 'judging'],
  ['the engine refuses it, whatever is repeated', { first: 'short', again: 'short', judgement: { ...good, refused: 'password' }, againLeft: true }, 'refused'],
  ['it is to be repeated', { first: 'Correct-1-horse', again: '', judgement: good, againLeft: false }, 'repeat'],
  ['the repetition has only begun', { first: 'Correct-1-horse', again: 'Corr', judgement: good, againLeft: false }, 'repeat'],
  ['the repetition was left half way', { first: 'Correct-1-horse', again: 'Corr', judgement: good, againLeft: true }, 'different'],
  ['the repetition goes another way', { first: 'Correct-1-horse', again: 'Core', judgement: good, againLeft: false }, 'different'],
  ['both are the same', { first: 'Correct-1-horse', again: 'Correct-1-horse', judgement: good, againLeft: false }, 'set'],
] as const) {
  test(`${what}: ${step}`, () => { assert.equal(passwordStep(typed), step); });
}
