import * as z from 'zod';
import { nameSchema } from '../access/name-schema.ts';
import { parseInput } from '../access/parse-input.ts';
import type { Services } from '../context.ts';

export const updateProfileInput = z.strictObject({ name: nameSchema });

export async function updateProfile(services: Services, userId: string, input: z.input<typeof updateProfileInput>): Promise<void> {
  const { name } = parseInput(updateProfileInput, input);
  await services.database.prisma.user.updateMany({ where: { id: userId }, data: { name } });
}
