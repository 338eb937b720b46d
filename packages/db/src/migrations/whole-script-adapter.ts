import { PrismaPg } from '@prisma/adapter-pg';

/**
 * `PrismaPg` cuts a migration at every semicolon, also at those in comments, strings and function bodies, and runs the
 * pieces on any connection of its pool. Here a script goes to the server whole: it parses it itself and runs it as one
 * transaction, so a failing migration leaves nothing behind.
 */
export class WholeScriptPrismaPg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await adapter.executeRaw({ sql: script, args: [], argTypes: [] });
    };
    return adapter;
  }
}
