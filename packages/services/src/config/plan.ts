import { slugFromName } from '../access/slug-from-name.ts';
import type { Config } from './schema.ts';

export type ConfigAction = 'create' | 'update' | 'unchanged';
type Item = { name: string; action: ConfigAction };

/** What applying a file would do, in the order of the file. */
export type ConfigPlan = {
  organization: { slug: string; action: ConfigAction };
  owner: { email: string; action: ConfigAction };
  credentials: (Item & { id: string | null })[];
  projects: (Item & { id: string | null; routes: Item[]; keys: (Item & { id: string | null; isRevoked: boolean })[] })[];
};

/** What there is now, with secrets opened for comparison: it never leaves this process. */
export type ConfigState = {
  organization: { id: string; slug: string } | null;
  /** Whether the owner of the file is a member already. */
  isOwnerMember: boolean;
  credentials: {
    id: string;
    name: string;
    provider: string;
    baseUrl: string | null;
    isDefault: boolean;
    secret: string | null;
    settings: Record<string, string>;
  }[];
  projects: {
    id: string;
    slug: string;
    name: string;
    contentKeep: string;
    contentDays: number;
    /** `targets` is `null` for a route that is more than a fallback list. */
    routes: { name: string; targets: { credential: string; model: string }[] | null }[];
    /** Newest first. */
    keys: {
      id: string;
      name: string;
      hash: string;
      isRevoked: boolean;
      rpm: number | null;
      budgetPico: bigint | null;
      budgetPer: string | null;
    }[];
  }[];
};

export type ConfigComparison = {
  /** The base URL as it would be stored. */
  storedBaseUrl(url: string): string;
  hashKey(value: string): string;
  picoFromUsd(usd: string): bigint;
};

/** Compares a file with what there is. Pure; fields that the file leaves out are never a difference. */
export function planConfig(config: Config, state: ConfigState, compare: ConfigComparison): ConfigPlan {
  return {
    organization: {
      slug: state.organization?.slug ?? slugFromName(config.organization),
      action: state.organization ? 'unchanged' : 'create',
    },
    owner: { email: config.owner.email, action: state.isOwnerMember ? 'unchanged' : 'create' },
    credentials: config.credentials.map((credential) => {
      const standing = state.credentials.find((candidate) => candidate.name === credential.name);
      return {
        name: credential.name,
        id: standing?.id ?? null,
        action: standing ? changed(credentialDiffers(credential, standing, compare)) : 'create',
      };
    }),
    projects: config.projects.map((project) => {
      const standing = findStandingProject(state, project.name);
      return {
        name: project.name,
        id: standing?.id ?? null,
        action: standing ? changed(contentDiffers(project, standing)) : 'create',
        routes: project.routes.map((route) => {
          const standingRoute = standing?.routes.find((candidate) => candidate.name === route.name);
          return { name: route.name, action: standingRoute ? changed(!isSameList(route.fallback, standingRoute.targets)) : 'create' };
        }),
        keys: project.keys.map((key) => {
          const standingKey = standing && findStandingKey(standing, key, compare);
          const action = standingKey ? changed(keyDiffers(key, standingKey, compare)) : 'create';
          return {
            name: key.name,
            id: standingKey?.id ?? null,
            action,
            isRevoked: standingKey?.isRevoked === true && action === 'unchanged',
          };
        }),
      };
    }),
  };
}

/** By name; a project whose name was changed in the dashboard is still found by its slug. */
export function findStandingProject(state: ConfigState, name: string): ConfigState['projects'][number] | undefined {
  return state.projects.find((project) => project.name === name) ?? state.projects.find((project) => project.slug === slugFromName(name));
}

function changed(differs: boolean): ConfigAction {
  return differs ? 'update' : 'unchanged';
}

function credentialDiffers(
  wanted: Config['credentials'][number],
  standing: ConfigState['credentials'][number],
  compare: ConfigComparison,
): boolean {
  return (
    (wanted.api_key !== undefined && wanted.api_key !== standing.secret) ||
    (wanted.base_url !== undefined && compare.storedBaseUrl(wanted.base_url) !== standing.baseUrl) ||
    (wanted.default === true && !standing.isDefault) ||
    Object.entries(wanted.settings).some(([name, value]) => standing.settings[name] !== value)
  );
}

function contentDiffers(wanted: Config['projects'][number], standing: ConfigState['projects'][number]): boolean {
  const { keep, days } = wanted.content ?? {};
  return (keep !== undefined && keep !== standing.contentKeep) || (days !== undefined && days !== standing.contentDays);
}

function isSameList(
  wanted: readonly { credential: string; model: string }[],
  standing: readonly { credential: string; model: string }[] | null,
): boolean {
  return (
    standing?.length === wanted.length &&
    wanted.every((target, index) => target.credential === standing[index]?.credential && target.model === standing[index].model)
  );
}

type WantedKey = Config['projects'][number]['keys'][number];
type StandingKey = ConfigState['projects'][number]['keys'][number];

/**
 * The key of the file's name and value, else the newest of its name. A key that was rotated or revoked in the dashboard is still
 * found, so that applying the file again does not bring it back to life.
 */
function findStandingKey(project: ConfigState['projects'][number], wanted: WantedKey, compare: ConfigComparison): StandingKey | undefined {
  const named = project.keys.filter((key) => key.name === wanted.name);
  return named.find((key) => !isOtherKey(wanted, key, compare)) ?? named[0];
}

/** A key of another value is another key; one that was made by us cannot be compared, and need not be. */
export function isOtherKey(wanted: WantedKey, standing: StandingKey, compare: ConfigComparison): boolean {
  return wanted.value !== undefined && compare.hashKey(wanted.value) !== standing.hash;
}

export function keyLimitsDiffer(wanted: WantedKey, standing: StandingKey, compare: ConfigComparison): boolean {
  if (wanted.rpm !== undefined && wanted.rpm !== standing.rpm) return true;
  if (wanted.budget_usd === undefined) return false;
  if (wanted.budget_usd === null) return standing.budgetPico !== null;
  return compare.picoFromUsd(wanted.budget_usd) !== standing.budgetPico || (wanted.per !== undefined && wanted.per !== standing.budgetPer);
}

function keyDiffers(wanted: WantedKey, standing: StandingKey, compare: ConfigComparison): boolean {
  if (isOtherKey(wanted, standing, compare)) return true;
  return !standing.isRevoked && keyLimitsDiffer(wanted, standing, compare);
}
