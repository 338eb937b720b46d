-- Facts that the ledger's tables refuse for good, kept whole so that nothing is lost in silence; any row here is an alarm.
CREATE TABLE rejected_facts (
  kind            text        NOT NULL,
  fact_id         text        NOT NULL,
  organization_id text        NOT NULL,
  proxy_id        text        NOT NULL,
  batch_id        text        NOT NULL,
  -- The fact as it was delivered. Text, because what jsonb refuses must be kept too.
  fact            text        NOT NULL,
  reason          text        NOT NULL,
  rejected_at     timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (kind, fact_id)
);
CREATE INDEX rejected_facts_organization ON rejected_facts (organization_id, rejected_at DESC);

-- The list of all projects' requests; with a project the index of the ledger's first migration serves.
CREATE INDEX requests_organization ON requests (organization_id, started_at DESC, request_id DESC);

-- Rollup rows are updated for as long as their quarter of an hour lasts; room on the page keeps those updates out of the indexes.
ALTER TABLE spend_rollups SET (fillfactor = 80);
ALTER TABLE end_user_rollups SET (fillfactor = 80);
ALTER TABLE tag_rollups SET (fillfactor = 80);
ALTER TABLE key_spend SET (fillfactor = 80);
