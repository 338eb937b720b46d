/** The columns of the rollups: the key of each and what it adds up, by the names that `rollupFacts` gives them. */
export const CUBE_KEY = 'organization_id, bucket_start, project_id, key_id, member_id, credential_id, provider, model, route';
export const END_USER_KEY = 'organization_id, bucket_start, project_id, end_user';
export const TAG_KEY = 'organization_id, bucket_start, project_id, tag';
export const LATENCY_KEY = 'organization_id, bucket_start, project_id, provider, latency_bin';

export const LATENCY_SUMS: readonly string[] = ['requests', 'attempts'];
/** Of the cubes by end user and by tag. */
export const SMALL_CUBE_SUMS: readonly string[] = [
  'requests',
  'failed_requests',
  'attempts',
  'unpriced_attempts',
  'estimated_attempts',
  'input_tokens',
  'output_tokens',
  'cost_pico',
];
export const CUBE_SUMS: readonly string[] = [
  ...SMALL_CUBE_SUMS,
  'rescued_requests',
  'failed_attempts',
  'cached_input_tokens',
  'cache_write_tokens',
  'reasoning_tokens',
  'duration_ms',
];

/** SQL for the tags that a fact counts under; the empty one stands for none. */
export const TAGS_OF_FACT = `CASE WHEN tags = '{}' THEN '{""}' ELSE tags END`;
