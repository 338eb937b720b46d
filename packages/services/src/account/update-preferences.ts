import * as z from 'zod';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';

export const updatePreferencesInput = z.strictObject({ shortcutsEnabled: z.boolean() });

export async function updatePreferences(services: Services, userId: string, input: z.input<typeof updatePreferencesInput>): Promise<void> {
  const { shortcutsEnabled } = parseInput(updatePreferencesInput, input);
  await services.database.prisma.user.updateMany({ where: { id: userId }, data: { shortcutsEnabled } });
}
