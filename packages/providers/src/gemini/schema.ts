import type { JsonObject } from '@tollgate/core/chat/openai/is-json-object';
import { cleanJsonSchema } from './json-schema.ts';
import type { ModelTraits } from './model-traits.ts';
import { toOpenApiSchema } from './openapi-schema.ts';

/**
 * Puts a schema where the model takes it: into `<name>JsonSchema` or, with older models, into the field of OpenAPI's subset.
 *
 * @returns whether the API will hold the model to all of it.
 */
export function writeSchema(into: JsonObject, name: 'parameters' | 'response', schema: JsonObject, traits: ModelTraits): boolean {
  const written = traits.hasJsonSchema ? cleanJsonSchema(schema) : toOpenApiSchema(schema);
  if (traits.hasJsonSchema) into[`${name}JsonSchema`] = written.schema;
  // No parameters at all are said by leaving them out: an object must have properties.
  else if (name === 'response') into['responseSchema'] = written.schema;
  else if (written.schema['properties'] !== undefined) into['parameters'] = written.schema;
  return written.isExact;
}
