-- When a member put the checklist of first steps away.
ALTER TABLE "memberships" ADD COLUMN "checklist_dismissed_at" TIMESTAMPTZ(3);
