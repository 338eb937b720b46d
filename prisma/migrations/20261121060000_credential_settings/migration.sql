-- What a provider needs to know beside the secret: an API version, a region, a project.
ALTER TABLE "credentials" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
