import { clsx, type ClassValue } from 'clsx';

/**
 * Which property a utility class sets, for those that one component sets and another replaces; with a group in the expression that is part
 * of the property's name. The first that matches counts; a class that none matches is replaced by itself alone.
 */
const PROPERTIES: readonly (readonly [property: string, classes: RegExp])[] = [
  ['display', /^(?:block|inline-block|inline|flex|inline-flex|grid|inline-grid|hidden|contents|table)$/],
  ['position', /^(?:static|fixed|absolute|relative|sticky)$/],
  ['', /^-?(m[trblxy]?|p[trblxy]?|gap-[xy]|gap|size|w|h|min-w|min-h|max-w|max-h|inset-[xy]|inset|top|right|bottom|left|z|basis|opacity)-/],
  ['', /^(overflow-[xy]|overflow|whitespace|align|leading|grid-cols|col-span|cursor|duration|list|fill|stroke)-/],
  ['break', /^break-(?:all|words|normal)$/],
  ['font-size', /^text-(?:xs|sm|base|lg|\d?xl|table|\[\d)/],
  ['text-align', /^text-(?:left|right|center)$/],
  ['text-wrap', /^text-(?:pretty|balance|nowrap)$/],
  ['color', /^text-/],
  ['font-family', /^font-(?:sans|mono)$/],
  ['font-weight', /^font-/],
  ['case', /^(?:uppercase|lowercase|capitalize|normal-case)$/],
  ['background', /^bg-/],
  ['border-collapse', /^border-(?:separate|collapse)$/],
  ['border-spacing', /^border-spacing(-[xy])?-/],
  ['border-style', /^border-(?:solid|dashed|dotted|none)$/],
  ['border-width', /^border(-[trblxy])?(?:-\d+)?$/],
  ['border-color', /^border(-[trblxy])?-/],
  ['radius', /^rounded(?:-(?:xs|sm|md|lg|xl|full|none))?$/],
  ['shadow', /^shadow(?:-\w+)?$/],
  ['transition', /^transition(?:-|$)/],
  ['justify', /^justify-(?:start|end|center|between)$/],
  ['items', /^items-/],
  ['self', /^self-/],
  ['direction', /^flex-(?:row|col)$/],
  ['wrap', /^flex-(?:wrap|nowrap)$/],
  ['flex', /^flex-(?:1|auto|none)$/],
  ['shrink', /^shrink(?:-0)?$/],
];

/** Classes of these set what stands behind them too. */
const COVERS: Record<string, readonly string[]> = {
  m: ['mx', 'my', 'mt', 'mr', 'mb', 'ml'],
  mx: ['mr', 'ml'],
  my: ['mt', 'mb'],
  p: ['px', 'py', 'pt', 'pr', 'pb', 'pl'],
  px: ['pr', 'pl'],
  py: ['pt', 'pb'],
  gap: ['gap-x', 'gap-y'],
  size: ['w', 'h'],
  inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['right', 'left'],
  'inset-y': ['top', 'bottom'],
  overflow: ['overflow-x', 'overflow-y'],
  flex: ['basis', 'shrink'],
  'border-width': ['border-width-t', 'border-width-r', 'border-width-b', 'border-width-l', 'border-width-x', 'border-width-y'],
  'border-color': ['border-color-t', 'border-color-r', 'border-color-b', 'border-color-l', 'border-color-x', 'border-color-y'],
  'border-width-x': ['border-width-r', 'border-width-l'],
  'border-color-x': ['border-color-r', 'border-color-l'],
};

const joined = new Map<string, string>();

/** Joins class names; a later Tailwind class replaces an earlier one of the same property. */
export function classNames(...values: ClassValue[]): string {
  const text = clsx(values);
  const known = joined.get(text);
  if (known !== undefined) return known;
  const kept = replaceEarlier(text.split(/\s+/)).join(' ');
  joined.set(text, kept);
  return kept;
}

function replaceEarlier(classes: readonly string[]): string[] {
  const set = new Set<string>();
  const kept: string[] = [];
  for (const name of classes.toReversed()) {
    const [variants, property] = propertyOf(name);
    if (set.has(variants + property)) continue;
    for (const each of [property, ...(COVERS[property] ?? [])]) set.add(variants + each);
    kept.push(name);
  }
  return kept.reverse();
}

/** What stands before the last colon outside brackets, and the property that the rest sets. */
function propertyOf(name: string): [variants: string, property: string] {
  const end = /^(?:[^:[(]|\[[^\]]*\]|\([^)]*\))*:/;
  let rest = name;
  let variants = '';
  for (let match = end.exec(rest); match !== null; match = end.exec(rest)) {
    variants += match[0];
    rest = rest.slice(match[0].length);
  }
  for (const [property, classes] of PROPERTIES) {
    const match = classes.exec(rest);
    if (match !== null) return [variants, property + (match[1] ?? '')];
  }
  return [variants, rest];
}
