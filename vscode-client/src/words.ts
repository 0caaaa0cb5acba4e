/** What a program said that failed, shortened for a person. Pure. */

/** The last lines of an output that say something; of its errors, if it names any. */
export function lastWords(output: string): string {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("[notice]"));
  const errors = lines.filter((line) => /^(?:\w+Error|error)\b/i.test(line));
  return (errors.length > 0 ? errors : lines).slice(-2).join(" ");
}
