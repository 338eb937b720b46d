export type ConfigPath = readonly (string | number)[];

/** What is wrong with a configuration file, and where: line and column count from 1, `null` when it is no place in the file. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly line: number | null;
  readonly column: number | null;
  /** Such as `projects.0.keys.1.value`. */
  readonly field: string | null;

  constructor(message: string, place: { line: number; column: number } | null, field: string | null) {
    super(place === null ? message : `line ${place.line}, column ${place.column}: ${message}`);
    this.line = place?.line ?? null;
    this.column = place?.column ?? null;
    this.field = field;
  }
}
