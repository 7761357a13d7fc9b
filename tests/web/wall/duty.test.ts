import { expect, it } from 'vitest';
import { kindText } from '../../../web/wall/duty.ts';

it.each([
  ['低压非居民新装', '低压非居民', '低压非居民新装'],
  ['高压增容', '高压单电源', '高压增容·高压单电源'],
  ['', '低压居民', '低压居民'],
  ['新装', '', '新装'],
  ['', '', ''],
])('says business %o of class %o in one cell', (business, customerClass, words) => {
  expect(kindText(business, customerClass)).toBe(words);
});
