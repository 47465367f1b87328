import { expect, it } from 'vitest';
import { initials } from './avatar.tsx';

it('takes initials from names and addresses', () => {
  expect(['Ines Maria Duarte', 'ines', 'ines.duarte@example.org', 'Élodie', ''].map(initials)).toEqual([
    'ID',
    'I',
    'ID',
    'É',
    '?',
  ]);
});
