/** Inference profiles of Amazon Bedrock: where a call may run is written in front of the model. */
const BEDROCK_REGION = /^(?:us-gov|us|eu|apac|jp|au|ca|global)\./;
/** The first revision, which Bedrock writes out and price lists may omit. Other revisions are other models. */
const BEDROCK_FIRST_REVISION = '-v1:0';
const BEDROCK_REVISION = /-v\d+(?::\w+)*$/;
const VERTEX_VERSION = /@(?:\d{8}|default)$/;

/**
 * Other spellings of a model's name under which its price may be listed, the closest first; the name itself is not among them.
 * Nothing is guessed from a prefix or from `-latest`: an unknown name is unpriced, which shows, and a wrong price would not.
 *
 * - `sim`: every model is `*`.
 * - `bedrock`: without the region (`us.`, `us-gov.`, `eu.`, `apac.`, `jp.`, `au.`, `ca.`, `global.`), and with `-v1:0` added or left out.
 * - `vertex`: without `@<eight-digit date>` or `@default`.
 */
export function namesToPrice(provider: string, model: string): string[] {
  switch (provider) {
    case 'sim':
      return ['*'];
    case 'vertex': {
      const undated = model.replace(VERTEX_VERSION, '');
      return undated === model ? [] : [undated];
    }
    case 'bedrock': {
      const base = model.replace(BEDROCK_REGION, '');
      return base === model ? otherRevisionSpelling(model) : [...otherRevisionSpelling(model), base, ...otherRevisionSpelling(base)];
    }
    default:
      return [];
  }
}

function otherRevisionSpelling(model: string): string[] {
  if (model.endsWith(BEDROCK_FIRST_REVISION)) return [model.slice(0, -BEDROCK_FIRST_REVISION.length)];
  return BEDROCK_REVISION.test(model) ? [] : [model + BEDROCK_FIRST_REVISION];
}
