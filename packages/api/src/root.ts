import { accountRouter } from './routers/account.ts';
import { apiKeyRouter } from './routers/api-key.ts';
import { auditRouter } from './routers/audit.ts';
import { credentialRouter } from './routers/credential.ts';
import { endUserRouter } from './routers/end-user.ts';
import { invitationRouter } from './routers/invitation.ts';
import { memberRouter } from './routers/member.ts';
import { onboardingRouter } from './routers/onboarding.ts';
import { organizationRouter } from './routers/organization.ts';
import { overviewRouter } from './routers/overview.ts';
import { priceRouter } from './routers/price.ts';
import { projectRouter } from './routers/project.ts';
import { requestLogRouter } from './routers/request-log.ts';
import { routeRouter } from './routers/route.ts';
import { savedViewRouter } from './routers/saved-view.ts';
import { searchRouter } from './routers/search.ts';
import { spendRouter } from './routers/spend.ts';
import { trpc } from './trpc.ts';

export const appRouter = trpc.router({
  account: accountRouter,
  apiKey: apiKeyRouter,
  audit: auditRouter,
  credential: credentialRouter,
  endUser: endUserRouter,
  invitation: invitationRouter,
  member: memberRouter,
  onboarding: onboardingRouter,
  organization: organizationRouter,
  overview: overviewRouter,
  price: priceRouter,
  project: projectRouter,
  requestLog: requestLogRouter,
  route: routeRouter,
  savedView: savedViewRouter,
  search: searchRouter,
  spend: spendRouter,
});

export type AppRouter = typeof appRouter;
