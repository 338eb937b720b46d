import { expect, test } from 'vitest';
import { describeAction, describeField, describeType } from './describe-action.ts';

test('actions and kinds are said in words, unknown ones as they are', () => {
  expect(['api_key.rotate', 'member.change_role', 'thing.turn_over'].map(describeAction)).toEqual([
    'rotated',
    'changed the role of',
    'turn over',
  ]);
  expect(['api_key', 'saved_view', 'new_thing'].map(describeType)).toEqual(['API key', 'saved view', 'new thing']);
  expect(describeField('contentDays')).toBe('content days');
});
