import type { AnswerContext } from '../front-dialect.ts';

/** Ids of output items: the answer's unique part and the item's place, so that none repeats. */
export type ItemIds = { next(prefix: 'msg' | 'fc' | 'ctc' | 'rs' | 'ig'): string; reasoning(providersId: string | undefined): string };

export function createItemIds({ uniqueId }: AnswerContext): ItemIds {
  let made = 0;
  const given = new Set<string>();
  const next: ItemIds['next'] = (prefix) => `${prefix}_${uniqueId}${String(made++).padStart(4, '0')}`;
  return {
    next,
    reasoning(providersId) {
      if (providersId?.startsWith('rs_') !== true || given.has(providersId)) return next('rs');
      given.add(providersId);
      return providersId;
    },
  };
}
