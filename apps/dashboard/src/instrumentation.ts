/** Connects when the server starts: the first sign-in must not find Redis still being dialled. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return;
  const { getServices } = await import('./server/services.ts');
  getServices();
}
