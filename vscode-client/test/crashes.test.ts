import assert from "node:assert/strict";
import { test } from "node:test";

import { createCrashPolicy } from "../src/crashes";

test("a server that keeps crashing is given up, one that crashes rarely is not", () => {
  let time = 0;
  const often = createCrashPolicy(() => (time += 1000));
  const answers = [1, 2, 3, 4, 5].map(() => often.onCrash());
  assert.deepEqual(answers, ["restart", "restart", "restart", "restart", "give up"]);
  const rarely = createCrashPolicy(() => (time += 60_000));
  assert.ok([1, 2, 3, 4, 5, 6, 7].every(() => rarely.onCrash() === "restart"));
});
