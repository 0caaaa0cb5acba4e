import assert from "node:assert/strict";
import { test } from "node:test";

import { hidesShown, withoutShown, type Shown } from "../src/official";

function diagnostic(line: number, source: string, severity = 0): Shown {
  return { source, severity, range: { start: { line } } };
}

test("the setting decides, and `auto` asks whether the official extension is enabled", () => {
  assert.equal(hidesShown("on", false), true);
  assert.equal(hidesShown("off", true), false);
  assert.equal(hidesShown("auto", true), true);
  assert.equal(hidesShown("auto", false), false);
});

test("what the official extension reports on the same line is hidden", () => {
  const ours = [diagnostic(3, "minimojo"), diagnostic(7, "minimojo")];
  assert.deepEqual(withoutShown(ours, [...ours, diagnostic(3, "mojo")]), [ours[1]]);
});

test("a warning does not stand for an error, nor another tool for the official one", () => {
  const ours = [diagnostic(3, "minimojo")];
  assert.deepEqual(withoutShown(ours, [diagnostic(3, "mojo", 1)]), ours);
  assert.deepEqual(withoutShown(ours, [diagnostic(3, "spelling")]), ours);
  assert.deepEqual(withoutShown(ours, ours), ours);
});
