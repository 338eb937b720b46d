-- What the overview reads: rescued requests, failures of targets, latencies; and the measures that the smaller cubes lacked. Rows that are
-- there are counted from the facts; the conditions and the bounds are those of packages/db/src/ledger/rollup-facts.ts.

ALTER TABLE spend_rollups
  ADD COLUMN rescued_requests bigint NOT NULL DEFAULT 0,
  ADD COLUMN failed_attempts bigint NOT NULL DEFAULT 0;
ALTER TABLE end_user_rollups ADD COLUMN estimated_attempts bigint NOT NULL DEFAULT 0;
ALTER TABLE tag_rollups
  ADD COLUMN attempts bigint NOT NULL DEFAULT 0,
  ADD COLUMN unpriced_attempts bigint NOT NULL DEFAULT 0,
  ADD COLUMN estimated_attempts bigint NOT NULL DEFAULT 0,
  ADD COLUMN input_tokens bigint NOT NULL DEFAULT 0,
  ADD COLUMN output_tokens bigint NOT NULL DEFAULT 0;

-- Histograms of how long answers took: of requests as their callers saw it, of attempts as their provider needed.
CREATE TABLE latency_rollups (
  bucket_start    timestamptz NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  provider        text        NOT NULL,
  latency_bin     integer     NOT NULL,
  requests        bigint      NOT NULL,
  attempts        bigint      NOT NULL,
  PRIMARY KEY (organization_id, bucket_start, project_id, provider, latency_bin)
);

-- Both name few of the rows: examples of rescued requests, and the last failure of each provider.
CREATE INDEX requests_rescued ON requests (organization_id, started_at DESC) WHERE status < 400 AND attempts > 1;
CREATE INDEX attempts_failed ON attempts (organization_id, provider, started_at DESC)
  WHERE outcome IN ('rate_limited', 'server_error', 'timeout', 'connection', 'auth', 'model_unavailable');

UPDATE spend_rollups AS rollup SET rescued_requests = counted.rescued
FROM (
  SELECT date_bin('15 minutes', started_at, 'epoch') AS bucket_start, organization_id, project_id, key_id, coalesce(member_id, '') AS member_id,
    coalesce(credential_id, '') AS credential_id, coalesce(provider, '') AS provider, coalesce(model, '') AS model, coalesce(route, '') AS route,
    count(*) AS rescued
  FROM requests WHERE status < 400 AND attempts > 1 GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
) AS counted
WHERE rollup.organization_id = counted.organization_id AND rollup.bucket_start = counted.bucket_start AND rollup.project_id = counted.project_id
  AND rollup.key_id = counted.key_id AND rollup.member_id = counted.member_id AND rollup.credential_id = counted.credential_id
  AND rollup.provider = counted.provider AND rollup.model = counted.model AND rollup.route = counted.route;

UPDATE spend_rollups AS rollup SET failed_attempts = counted.failed
FROM (
  SELECT date_bin('15 minutes', started_at, 'epoch') AS bucket_start, organization_id, project_id, key_id, coalesce(member_id, '') AS member_id,
    coalesce(credential_id, '') AS credential_id, provider, model, coalesce(route, '') AS route, count(*) AS failed
  FROM attempts
  WHERE outcome IN ('rate_limited', 'server_error', 'timeout', 'connection', 'auth', 'model_unavailable') GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
) AS counted
WHERE rollup.organization_id = counted.organization_id AND rollup.bucket_start = counted.bucket_start AND rollup.project_id = counted.project_id
  AND rollup.key_id = counted.key_id AND rollup.member_id = counted.member_id AND rollup.credential_id = counted.credential_id
  AND rollup.provider = counted.provider AND rollup.model = counted.model AND rollup.route = counted.route;

UPDATE end_user_rollups AS rollup SET estimated_attempts = counted.estimated
FROM (
  SELECT date_bin('15 minutes', started_at, 'epoch') AS bucket_start, organization_id, project_id, coalesce(end_user, '') AS end_user,
    count(*) AS estimated
  FROM attempts WHERE is_estimated GROUP BY 1, 2, 3, 4
) AS counted
WHERE rollup.organization_id = counted.organization_id AND rollup.bucket_start = counted.bucket_start AND rollup.project_id = counted.project_id
  AND rollup.end_user = counted.end_user;

UPDATE tag_rollups AS rollup SET
  attempts = counted.attempts, unpriced_attempts = counted.unpriced, estimated_attempts = counted.estimated,
  input_tokens = counted.input, output_tokens = counted.output
FROM (
  SELECT date_bin('15 minutes', started_at, 'epoch') AS bucket_start, organization_id, project_id, tag, count(*) AS attempts,
    count(*) FILTER (WHERE cost_pico IS NULL) AS unpriced, count(*) FILTER (WHERE is_estimated) AS estimated,
    sum(input_tokens + cached_input_tokens + cache_write_5m_tokens + cache_write_1h_tokens + audio_input_tokens) AS input,
    sum(output_tokens + reasoning_tokens + audio_output_tokens) AS output
  FROM attempts CROSS JOIN LATERAL unnest(CASE WHEN tags = '{}' THEN '{""}' ELSE tags END) AS tag GROUP BY 1, 2, 3, 4
) AS counted
WHERE rollup.organization_id = counted.organization_id AND rollup.bucket_start = counted.bucket_start AND rollup.project_id = counted.project_id
  AND rollup.tag = counted.tag;

INSERT INTO latency_rollups (bucket_start, organization_id, project_id, provider, latency_bin, requests, attempts)
SELECT date_bin('15 minutes', started_at, 'epoch'), organization_id, project_id, provider,
  width_bucket(duration_ms, '{1,2,3,4,5,6,7,8,10,11,13,16,19,23,27,32,38,45,54,64,76,91,108,128,152,181,215,256,304,362,431,512,609,724,861,1024,1218,1448,1722,2048,2435,2896,3444,4096,4871,5793,6889,8192,9742,11585,13777,16384,19484,23170,27554,32768,38968,46341,55109,65536,77936,92682,110218,131072,155872,185364,220436,262144,311744,370728,440872,524288,623487,741455,881744,1048576,1246974,1482910,1763488,2097152,2493948,2965821,3526975,4194304}'::integer[]),
  sum(requests), sum(attempts)
FROM (
  SELECT started_at, organization_id, project_id, coalesce(provider, '') AS provider, duration_ms, 1 AS requests, 0 AS attempts
  FROM requests WHERE status < 400
  UNION ALL
  SELECT started_at, organization_id, project_id, provider, duration_ms, 0, 1 FROM attempts WHERE outcome = 'success'
) AS answered
GROUP BY 1, 2, 3, 4, 5;

ALTER TABLE spend_rollups ALTER COLUMN rescued_requests DROP DEFAULT, ALTER COLUMN failed_attempts DROP DEFAULT;
ALTER TABLE end_user_rollups ALTER COLUMN estimated_attempts DROP DEFAULT;
ALTER TABLE tag_rollups
  ALTER COLUMN attempts DROP DEFAULT,
  ALTER COLUMN unpriced_attempts DROP DEFAULT,
  ALTER COLUMN estimated_attempts DROP DEFAULT,
  ALTER COLUMN input_tokens DROP DEFAULT,
  ALTER COLUMN output_tokens DROP DEFAULT;
