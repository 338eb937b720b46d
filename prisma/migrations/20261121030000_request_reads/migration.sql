-- Saved views and exports of requests.

CREATE TYPE "RequestExportState" AS ENUM ('queued', 'running', 'done', 'failed');

CREATE TABLE "saved_views" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "parameters" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_views_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "saved_views_organization_id_name_idx" ON "saved_views"("organization_id", "name");
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "request_exports" (
    "id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "question" JSONB NOT NULL,
    "state" "RequestExportState" NOT NULL,
    "rows" INTEGER NOT NULL DEFAULT 0,
    "expected_rows" INTEGER NOT NULL,
    "cursor" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "request_exports_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "request_exports_id_organization_id_key" ON "request_exports"("id", "organization_id");
CREATE INDEX "request_exports_organization_id_created_at_idx" ON "request_exports"("organization_id", "created_at");
CREATE INDEX "request_exports_state_created_at_idx" ON "request_exports"("state", "created_at");
ALTER TABLE "request_exports" ADD CONSTRAINT "request_exports_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "request_export_chunks" (
    "export_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "body" BYTEA NOT NULL,

    CONSTRAINT "request_export_chunks_pkey" PRIMARY KEY ("export_id","ordinal")
);
ALTER TABLE "request_export_chunks" ADD CONSTRAINT "request_export_chunks_export_id_organization_id_fkey" FOREIGN KEY ("export_id", "organization_id") REFERENCES "request_exports"("id", "organization_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- How requests are found, newest first: of a project and of the whole organisation, both with their status for histograms without the
-- rows; failures alone, which are few; and what one end user or one session did.
DROP INDEX requests_list;
CREATE INDEX requests_list ON requests (organization_id, project_id, started_at DESC, request_id DESC) INCLUDE (status);
DROP INDEX requests_organization;
CREATE INDEX requests_organization ON requests (organization_id, started_at DESC, request_id DESC) INCLUDE (status);
CREATE INDEX requests_failed ON requests (organization_id, started_at DESC, request_id DESC) INCLUDE (project_id, status) WHERE status >= 400;
CREATE INDEX requests_end_user ON requests (organization_id, end_user, started_at DESC, request_id DESC) WHERE end_user IS NOT NULL;
CREATE INDEX requests_session ON requests (organization_id, session_id, started_at DESC, request_id DESC) WHERE session_id IS NOT NULL;
DROP INDEX requests_key;
CREATE INDEX requests_key ON requests (organization_id, key_id, started_at DESC, request_id DESC);

-- In which quarters of an hour a tag or an end user occurs. Adding to a row leaves these as they are.
CREATE INDEX tag_rollups_tag ON tag_rollups (organization_id, tag, bucket_start DESC);
CREATE INDEX end_user_rollups_end_user ON end_user_rollups (organization_id, end_user, bucket_start DESC);
