import { picoFromUsd } from '@tollgate/core/money/pico-usd';
import { hashApiKey } from '@tollgate/secrets/api-key';
import { requireBaseUrl } from '../credential/require-base-url.ts';
import type { ConfigComparison } from './plan.ts';

/** How values of a file are brought to the form in which they are stored. */
export const configComparison: ConfigComparison = { storedBaseUrl: requireBaseUrl, hashKey: hashApiKey, picoFromUsd };
