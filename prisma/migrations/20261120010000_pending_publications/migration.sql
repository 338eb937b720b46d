-- CreateTable
CREATE TABLE "pending_publications" (
    "id" BIGSERIAL NOT NULL,
    "organization_id" TEXT,
    "kind" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pending_publications_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pending_publications_organization_id_idx" ON "pending_publications"("organization_id");
