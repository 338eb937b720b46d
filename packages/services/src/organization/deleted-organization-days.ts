/** How long the ledger of a deleted organisation stays, so that its last bills can be settled. */
export const DELETED_ORGANIZATION_DAYS = 90;
