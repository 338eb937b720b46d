// Who may import whom: ARCHITECTURE.md, "Rings". A rule's comment is what to do about a violation.
const pure = '^packages/(core|providers)/src';
const tests = String.raw`\.(test|spec|bench)\.tsx?$|^packages/testing/|/(testing|faults|e2e)/|^scripts/`;

/** Packages that each package may import besides itself; everything not listed is forbidden. */
const allowed = {
  core: [],
  providers: ['core'],
  telemetry: ['core'],
  secrets: ['core'],
  simulator: ['core'],
  redis: ['core', 'telemetry', 'secrets'],
  queue: ['core', 'telemetry', 'secrets'],
  db: ['core', 'telemetry', 'secrets'],
  mail: ['core', 'telemetry'],
  services: ['core', 'telemetry', 'secrets', 'redis', 'queue', 'db'],
  api: ['core', 'telemetry', 'services'],
  ui: ['core'],
};

const allowedForApps = {
  proxy: ['core', 'providers', 'telemetry', 'secrets', 'redis', 'queue'],
  worker: ['core', 'telemetry', 'secrets', 'redis', 'queue', 'db', 'mail', 'services'],
  dashboard: ['core', 'ui', 'api', 'telemetry', 'services'],
};

function ring(folder, name, packages) {
  return {
    name: `${name}-imports-only-its-ring`,
    comment: `${folder}/${name} may import ${packages.length === 0 ? 'no other package' : packages.join(', ')}: move the line to where its callers are.`,
    severity: 'error',
    from: { path: `^${folder}/${name}/`, pathNot: tests },
    to: { path: '^packages/[^/]+/', pathNot: `^packages/(${[name, ...packages].join('|')})/` },
  };
}

export default {
  forbidden: [
    ...Object.entries(allowed).map(([name, packages]) => ring('packages', name, packages)),
    ...Object.entries(allowedForApps).map(([name, packages]) => ring('apps', name, packages)),
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one thing or three: take out what both need.',
      severity: 'error',
      from: { pathNot: '^packages/db/src/generated/' },
      to: { circular: true },
    },
    {
      name: 'apps-never-import-apps',
      comment: 'What two apps share lives in a package.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: tests },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'packages-never-import-apps',
      comment: 'Apps compose packages, not the other way round.',
      severity: 'error',
      from: { path: '^packages/', pathNot: tests },
      to: { path: '^apps/' },
    },
    {
      name: 'pure-ring-has-no-io',
      comment: 'core and providers take time, dice and IO as arguments.',
      severity: 'error',
      from: { path: pure, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'testing-is-for-tests',
      comment: 'What a product needs does not live among the test fixtures.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: '^packages/testing/' },
    },
    {
      name: 'proxy-never-touches-postgres',
      comment: 'The data plane answers without Postgres.',
      severity: 'error',
      from: { path: '^apps/proxy/', pathNot: tests },
      to: { path: '^(packages/(db|services)/|node_modules/(pg|@prisma)/)' },
    },
    {
      name: 'product-never-imports-launcher',
      comment: 'scripts/ starts the product; the product does not know it.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: tests },
      to: { path: '^scripts/' },
    },
    {
      name: 'dashboard-services-are-auth',
      comment: 'The dashboard speaks to services through api; only services/auth and opening the services is for its server.',
      severity: 'error',
      from: { path: '^apps/dashboard/', pathNot: tests },
      to: { path: '^packages/services/src/', pathNot: '^packages/services/src/(auth/|context|errors|open-services)' },
    },
    {
      name: 'imports-exist',
      // ui exports `./*` as .tsx or else .ts, an array that this resolver reads as its first entry only; types cover it.
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^@tollgate/ui/' },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // The parser does not know `using`, which the launcher's tests are written with.
    exclude: { path: String.raw`(^|/)(\.next|\.turbo|generated)/|^scripts/.*\.test\.ts$` },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
