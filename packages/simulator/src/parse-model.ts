import { isProfileName, type ProfileName, profileNamed, SIMULATOR_PROFILES } from './profiles.ts';
import { type Refusal, refusal } from './refusal.ts';

/** A model name taken apart: `paced:tokens=5,interval=10`. */
export type SimulatedModel = { profile: ProfileName; numbers: Readonly<Record<string, number>>; words: Readonly<Record<string, string>> };

const MAX_NUMBER = 10_000_000;

/** Takes a model name apart, with or without the prefix `sim/`; a refusal in OpenAI's shape names what is known instead. */
export function parseModel(model: string): SimulatedModel | Refusal {
  const name = model.startsWith('sim/') ? model.slice(4) : model;
  const colon = name.indexOf(':');
  const profileName = colon < 0 ? name : name.slice(0, colon);
  const profile = profileNamed(profileName);
  if (!profile || !isProfileName(profileName)) {
    const known = SIMULATOR_PROFILES.map((candidate) => candidate.name).join(', ');
    return refusal(
      404,
      'invalid_request_error',
      'model_not_found',
      `The simulator has no profile "${profileName.slice(0, 100)}". It knows: ${known}.`,
      'model',
    );
  }
  const numbers: Record<string, number> = {};
  const words: Record<string, string> = {};
  for (const pair of colon < 0 ? [] : name.slice(colon + 1).split(',')) {
    const equals = pair.indexOf('=');
    const parameter = equals < 0 ? pair : pair.slice(0, equals);
    const value = equals < 0 ? '' : pair.slice(equals + 1);
    const kind = Object.hasOwn(profile.parameters, parameter) ? profile.parameters[parameter] : undefined;
    if (kind === undefined) {
      const known = Object.keys(profile.parameters).join(', ');
      return invalid(`The profile "${profileName}" has no parameter "${parameter.slice(0, 100)}". It takes: ${known}.`);
    }
    if (kind === 'number') {
      if (!/^\d{1,8}$/.test(value) || Number(value) > MAX_NUMBER)
        return invalid(`"${parameter}" takes a whole number from 0 to ${MAX_NUMBER}, not "${value.slice(0, 100)}".`);
      numbers[parameter] = Number(value);
    } else {
      if (!kind.includes(value)) return invalid(`"${parameter}" takes one of ${kind.join(', ')}, not "${value.slice(0, 100)}".`);
      words[parameter] = value;
    }
  }
  if (numbers['status'] !== undefined && (numbers['status'] < 500 || numbers['status'] > 599))
    return invalid('"status" takes a status from 500 to 599.');
  if ((numbers['cached'] ?? 0) > (numbers['prompt'] ?? Infinity)) return invalid('"cached" is part of "prompt" and cannot exceed it.');
  if ((numbers['reasoning'] ?? 0) > (numbers['completion'] ?? Infinity))
    return invalid('"reasoning" is part of "completion" and cannot exceed it.');
  return { profile: profileName, numbers, words };
}

function invalid(message: string): Refusal {
  return refusal(400, 'invalid_request_error', 'invalid_model_parameter', message, 'model');
}
