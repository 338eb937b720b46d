/** Where root puts what other users must reach when the checkout is closed to them. */
export function sharedFolder(): string {
  return '/var/lib/tollgate';
}
