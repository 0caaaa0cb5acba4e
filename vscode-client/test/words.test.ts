import assert from "node:assert/strict";
import { test } from "node:test";

import { lastWords } from "../src/words";

test("of a long output the errors are kept", () => {
  assert.equal(
    lastWords("a\nERROR: one\nb\nERROR: two\n[notice] new pip\n"),
    "ERROR: one ERROR: two",
  );
  assert.equal(
    lastWords("Traceback:\n  File x\n    import x\nModuleNotFoundError: No module named 'x'\n"),
    "ModuleNotFoundError: No module named 'x'",
  );
});

test("without errors the last lines are kept", () => {
  assert.equal(lastWords("a\r\nb\r\n\r\nc\r\n"), "b c");
  assert.equal(lastWords(""), "");
});
