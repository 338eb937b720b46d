import { describe, expect, it } from 'vitest';
import { parseModel } from './parse-model.ts';
import { SIMULATOR_PROFILES } from './profiles.ts';
import { isRefusal } from './refusal.ts';

describe('parseModel', () => {
  it('reads a profile and its parameters, with or without the prefix', () => {
    const paced = { profile: 'paced', numbers: { tokens: 5, interval: 10 }, words: {} };
    expect(parseModel('paced:tokens=5,interval=10')).toEqual(paced);
    expect(parseModel('sim/paced:tokens=5,interval=10')).toEqual(paced);
    expect(parseModel('stall:before=headers')).toEqual({ profile: 'stall', numbers: {}, words: { before: 'headers' } });
  });

  it.each(['nope', '', 'sim/', 'sim/sim/echo', 'Echo', 'constructor', '__proto__'])(
    'answers 404 to the unknown profile %j and names the known ones',
    (model) => {
      const answer = parseModel(model);
      expect(answer).toMatchObject({ status: 404 });
      for (const { name } of SIMULATOR_PROFILES) expect(isRefusal(answer) && answer.body).toContain(name);
    },
  );

  it.each([
    'echo:',
    'echo:tokens=5',
    'echo:constructor=1',
    'paced:tokens',
    'paced:tokens=',
    'paced:tokens=-1',
    'paced:tokens=1.5',
    'paced:tokens=99999999',
    'stall:before=lunch',
    'server-error:status=200',
    'usage:prompt=5,cached=6',
    'usage:completion=5,reasoning=6',
  ])('answers 400 to %j and names the parameter', (model) => {
    expect(parseModel(model)).toMatchObject({ status: 400, body: expect.stringContaining('"param":"model"') });
  });
});

describe('SIMULATOR_PROFILES', () => {
  it('describes every profile in a sentence and each can be called by its bare name', () => {
    for (const { name, description } of SIMULATOR_PROFILES) {
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(parseModel(name)).toMatchObject({ profile: name });
    }
  });
});
