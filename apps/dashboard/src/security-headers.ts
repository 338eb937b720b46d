export type HeaderQuestion = {
  nonce: string;
  isDevelopment: boolean;
  isSecure: boolean;
  /** Origins that a form may lead to by way of us: those of providers, for browsers without JavaScript. */
  formTargets?: readonly string[];
};

/**
 * What browsers are told of every answer but static files: only scripts and style sheets that the server wrote into this very answer
 * run, nothing is loaded from elsewhere, nobody frames a page, and nothing that is one person's stays in a shared cache.
 */
export function securityHeaders(question: HeaderQuestion): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(question),
    'cache-control': 'private, no-store',
    ...(question.isSecure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

function contentSecurityPolicy({ nonce, isDevelopment, isSecure, formTargets = [] }: HeaderQuestion): string {
  return [
    `default-src 'self'`,
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? ` 'unsafe-eval'` : ''}`,
    `script-src-attr 'none'`,
    // Popups are placed and bars drawn through style attributes, which cannot carry a nonce; style elements can.
    `style-src 'self' 'unsafe-inline'`,
    isDevelopment ? `style-src-elem 'self' 'unsafe-inline'` : `style-src-elem 'self' 'nonce-${nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `connect-src 'self'${isDevelopment ? ' ws:' : ''}`,
    `frame-src 'none'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    [`form-action 'self'`, ...formTargets].join(' '),
    `frame-ancestors 'none'`,
    ...(isSecure ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}
