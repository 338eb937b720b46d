-- The ledger: partitioned by time, written by one statement of the worker, read through packages/db/src/ledger. Outside Prisma's diff.

CREATE TABLE attempts (
  attempt_id      text        NOT NULL,
  started_at      timestamptz(3) NOT NULL,
  request_id      text        NOT NULL,
  ordinal         integer     NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  key_id          text        NOT NULL,
  member_id       text,
  end_user        text,
  session_id      text,
  route           text,
  route_version   integer,
  tags            text[]      NOT NULL,
  credential_id   text,
  provider        text        NOT NULL,
  model           text        NOT NULL,
  outcome         text        NOT NULL,
  upstream_status integer,
  error_message   text,
  first_token_ms  integer,
  duration_ms     integer     NOT NULL,
  input_tokens           bigint NOT NULL,
  cached_input_tokens    bigint NOT NULL,
  cache_write_5m_tokens  bigint NOT NULL,
  cache_write_1h_tokens  bigint NOT NULL,
  output_tokens          bigint NOT NULL,
  reasoning_tokens       bigint NOT NULL,
  audio_input_tokens     bigint NOT NULL,
  audio_output_tokens    bigint NOT NULL,
  images                 bigint NOT NULL,
  is_estimated    boolean     NOT NULL,
  price_row_id    text,
  cost_pico       numeric(30, 0),
  PRIMARY KEY (attempt_id, started_at),
  CHECK ((price_row_id IS NULL) = (cost_pico IS NULL))
) PARTITION BY RANGE (started_at);
CREATE INDEX attempts_request ON attempts (organization_id, request_id);

CREATE TABLE requests (
  request_id      text        NOT NULL,
  started_at      timestamptz(3) NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  key_id          text        NOT NULL,
  member_id       text,
  end_user        text,
  session_id      text,
  route           text,
  route_version   integer,
  tags            text[]      NOT NULL,
  metadata        jsonb       NOT NULL,
  requested_model text        NOT NULL,
  credential_id   text,
  provider        text,
  model           text,
  status          integer     NOT NULL,
  error_code      text,
  error_message   text,
  is_stream       boolean     NOT NULL,
  attempts        integer     NOT NULL,
  cache           text        NOT NULL,
  first_token_ms  integer,
  duration_ms     integer     NOT NULL,
  overhead_micros bigint      NOT NULL,
  user_agent      text,
  PRIMARY KEY (request_id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX requests_list ON requests (organization_id, project_id, started_at DESC, request_id DESC);
CREATE INDEX requests_key ON requests (organization_id, key_id, started_at DESC);

-- Prompts and answers, sealed with the organisation's data key. A partition a day; expired days are dropped whole.
CREATE TABLE request_contents (
  request_id      text        NOT NULL,
  started_at      timestamptz(3) NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  expires_at      timestamptz(3) NOT NULL,
  key_version     integer     NOT NULL,
  nonce           text        NOT NULL,
  ciphertext      text        NOT NULL,
  is_truncated    boolean     NOT NULL,
  PRIMARY KEY (request_id, started_at)
) PARTITION BY RANGE (started_at);
CREATE INDEX request_contents_expiry ON request_contents (expires_at);

CREATE TABLE attempts_default PARTITION OF attempts DEFAULT;
CREATE TABLE requests_default PARTITION OF requests DEFAULT;
CREATE TABLE request_contents_default PARTITION OF request_contents DEFAULT;

-- Base cube in 15-minute UTC buckets: every time zone's day is a sum of them. '' stands for "none", so that the key is total.
CREATE TABLE spend_rollups (
  bucket_start    timestamptz NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  key_id          text        NOT NULL,
  member_id       text        NOT NULL,
  credential_id   text        NOT NULL,
  provider        text        NOT NULL,
  model           text        NOT NULL,
  route           text        NOT NULL,
  requests        bigint      NOT NULL,
  failed_requests bigint      NOT NULL,
  attempts        bigint      NOT NULL,
  unpriced_attempts bigint    NOT NULL,
  estimated_attempts bigint   NOT NULL,
  input_tokens    bigint      NOT NULL,
  cached_input_tokens bigint  NOT NULL,
  cache_write_tokens bigint   NOT NULL,
  output_tokens   bigint      NOT NULL,
  reasoning_tokens bigint     NOT NULL,
  duration_ms     bigint      NOT NULL,
  cost_pico       numeric(40, 0) NOT NULL,
  PRIMARY KEY (organization_id, bucket_start, project_id, key_id, member_id, credential_id, provider, model, route)
);

-- End users have a cube of their own: their number is not bounded by us.
CREATE TABLE end_user_rollups (
  bucket_start    timestamptz NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  end_user        text        NOT NULL,
  requests        bigint      NOT NULL,
  failed_requests bigint      NOT NULL,
  attempts        bigint      NOT NULL,
  unpriced_attempts bigint    NOT NULL,
  input_tokens    bigint      NOT NULL,
  output_tokens   bigint      NOT NULL,
  cost_pico       numeric(40, 0) NOT NULL,
  PRIMARY KEY (organization_id, bucket_start, project_id, end_user)
);

-- Tags are not additive: a request with two tags stands in two rows.
CREATE TABLE tag_rollups (
  bucket_start    timestamptz NOT NULL,
  organization_id text        NOT NULL,
  project_id      text        NOT NULL,
  tag             text        NOT NULL,
  requests        bigint      NOT NULL,
  failed_requests bigint      NOT NULL,
  cost_pico       numeric(40, 0) NOT NULL,
  PRIMARY KEY (organization_id, bucket_start, project_id, tag)
);

-- What each budget has spent in each period, kept in the same statement as the rollups; Redis is SET from here.
CREATE TABLE key_spend (
  organization_id text        NOT NULL,
  key_id          text        NOT NULL,
  day             date        NOT NULL,
  cost_pico       numeric(40, 0) NOT NULL,
  PRIMARY KEY (organization_id, key_id, day)
);
