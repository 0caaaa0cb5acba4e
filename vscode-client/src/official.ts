/** Living beside the official Mojo extension without saying everything twice. Pure. */

/** The official extension's identifier. */
export const OFFICIAL_EXTENSION = "modular-mojotools.vscode-mojo";

/** The values of `minimojo.besideOfficial`. */
export type Beside = "auto" | "on" | "off";

/** Whether to hide what the official extension shows. */
export function hidesShown(setting: Beside, isOfficialEnabled: boolean): boolean {
  switch (setting) {
    case "on":
      return true;
    case "off":
      return false;
    case "auto":
      return isOfficialEnabled;
  }
}

/** As much of a diagnostic as the comparison needs; the editor's own type has it. */
export interface Shown {
  readonly source?: string | undefined;
  readonly severity: number;
  readonly range: { readonly start: { readonly line: number } };
}

/**
 * Our diagnostics of a file without those that the official extension shows as well: it reports
 * a problem of the same severity on the same line. Two tools rarely agree on the column, and a
 * line seldom has two errors.
 */
export function withoutShown<T extends Shown>(ours: readonly T[], shown: readonly Shown[]): T[] {
  const official = shown.filter(({ source }) => source === "mojo");
  return ours.filter(
    (own) =>
      !official.some(
        (other) =>
          other.severity === own.severity && other.range.start.line === own.range.start.line,
      ),
  );
}
