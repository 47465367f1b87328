import { expect, it } from 'vitest';
import { passwordLength as contractLength } from '#contract/api/accounts.ts';
import { checkForm } from './check-form.ts';
import { passwordLength } from './password-length.ts';

it('knows the same password bounds as the contract', () => {
  expect(passwordLength).toEqual(contractLength);
});

it('names what is missing', () => {
  expect(checkForm({ email: 'ines', password: 'sevenchr', displayName: ' ' })).toEqual({
    email: 'This does not look like an e-mail address.',
    password: 'A password needs at least 10 characters. Add 2 more.',
    displayName: 'Say how you would like to be called.',
  });
});

it('has nothing to say about a complete form', () => {
  expect(checkForm({ email: 'ines@example.org', password: 'a sentence is good', displayName: 'Ines' })).toEqual({});
});
