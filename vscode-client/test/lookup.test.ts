import assert from "node:assert/strict";
import { test } from "node:test";

import { candidates, expand, findServer, programOf, type Surroundings } from "../src/lookup";

const LINUX: Surroundings = {
  platform: "linux",
  home: "/home/ada",
  searchPath: "/usr/local/bin:/usr/bin",
  folders: ["/src/one", "/src/two"],
  trust: "trusted",
  serverPath: "",
  interpreterPath: "",
  privateEnvironment: "/home/ada/storage/server",
};

const WINDOWS: Surroundings = {
  ...LINUX,
  platform: "win32",
  home: "C:\\Users\\ada",
  searchPath: "C:\\Python;C:\\Tools",
  folders: ["D:\\one"],
  privateEnvironment: "C:\\storage\\server",
};

function commands(surroundings: Surroundings): string[] {
  return candidates(surroundings).map(({ command }) => command);
}

function find(surroundings: Surroundings, ...programs: string[]) {
  return findServer(surroundings, (path) => programs.includes(path));
}

test("environments of the workspace come before the PATH, the private environment last", () => {
  assert.deepEqual(commands(LINUX), [
    "/src/one/.venv/bin/minimojo",
    "/src/one/venv/bin/minimojo",
    "/src/one/.pixi/envs/default/bin/minimojo",
    "/src/two/.venv/bin/minimojo",
    "/src/two/venv/bin/minimojo",
    "/src/two/.pixi/envs/default/bin/minimojo",
    "/usr/local/bin/minimojo",
    "/usr/bin/minimojo",
    "/home/ada/storage/server/bin/minimojo",
  ]);
});

test("on Windows programs have another folder and an ending", () => {
  assert.deepEqual(commands(WINDOWS), [
    "D:\\one\\.venv\\Scripts\\minimojo.exe",
    "D:\\one\\venv\\Scripts\\minimojo.exe",
    "D:\\one\\.pixi\\envs\\default\\Scripts\\minimojo.exe",
    "C:\\Python\\minimojo.exe",
    "C:\\Tools\\minimojo.exe",
    "C:\\storage\\server\\Scripts\\minimojo.exe",
  ]);
});

test("the interpreter of the Python extension comes first, as a program or as a folder", () => {
  const interpreter = { ...LINUX, interpreterPath: "${workspaceFolder}/env/bin/python3" };
  assert.equal(commands(interpreter)[0], "/src/one/env/bin/minimojo");
  const folder = { ...LINUX, interpreterPath: "/opt/env" };
  assert.ok(commands(folder).slice(0, 2).includes("/opt/env/bin/minimojo"));
});

test("a bare interpreter name tells of no environment", () => {
  assert.deepEqual(commands({ ...LINUX, interpreterPath: "python" }), commands(LINUX));
});

test("the first candidate that is a program is taken", () => {
  const both = find(LINUX, "/usr/bin/minimojo", "/src/two/venv/bin/minimojo");
  assert.deepEqual(both, {
    kind: "found",
    server: { command: "/src/two/venv/bin/minimojo", origin: "environment of the workspace" },
  });
});

test("nothing anywhere: the answer has what was tried", () => {
  assert.deepEqual(find(LINUX), { kind: "nowhere", tried: candidates(LINUX) });
});

test("in an untrusted workspace nothing inside of it is started", () => {
  const untrusted: Surroundings = {
    ...LINUX,
    trust: "untrusted",
    interpreterPath: "/src/one/evil/bin/python",
    searchPath: "node_modules/.bin:.:/src/one/bin:/src/one:/src/onerous:/usr/bin",
  };
  assert.deepEqual(commands(untrusted), [
    "/src/onerous/minimojo",
    "/usr/bin/minimojo",
    "/home/ada/storage/server/bin/minimojo",
  ]);
});

test("in an untrusted workspace no setting leads into it, whoever has set it", () => {
  const inside = [
    "${workspaceFolder}/bin/minimojo",
    "bin/minimojo",
    "/src/two/../one/bin/minimojo",
  ];
  for (const serverPath of inside) {
    const set: Surroundings = { ...LINUX, trust: "untrusted", serverPath };
    const lookup = find(
      set,
      "/src/one/bin/minimojo",
      "/usr/bin/minimojo",
      "/src/two/../one/bin/minimojo",
    );
    assert.equal(lookup.kind === "found" && lookup.server.command, "/usr/bin/minimojo", serverPath);
    assert.equal(find({ ...set, trust: "trusted" }, expand(serverPath, set)).kind, "found");
  }
  const outside = { ...LINUX, trust: "untrusted" as const, serverPath: "/opt/minimojo" };
  assert.equal(find(outside, "/opt/minimojo").kind, "found");
});

test("a relative folder on the PATH is never searched", () => {
  assert.ok(!commands({ ...LINUX, searchPath: ".:bin:" }).some((path) => !path.startsWith("/")));
});

test("the setting wins over everything", () => {
  const set = { ...LINUX, serverPath: "~/tools/minimojo" };
  const lookup = find(set, "/home/ada/tools/minimojo", "/src/one/.venv/bin/minimojo");
  assert.deepEqual(lookup, {
    kind: "found",
    server: { command: "/home/ada/tools/minimojo", origin: "minimojo.server.path" },
  });
});

test("a setting that leads nowhere is reported, not papered over", () => {
  const set = { ...LINUX, serverPath: "tools/minimojo" };
  assert.deepEqual(find(set, "/usr/bin/minimojo"), {
    kind: "wrong setting",
    command: "/src/one/tools/minimojo",
  });
});

test("a bare name in the setting is looked up on the PATH", () => {
  const set = { ...LINUX, serverPath: "minimojo-dev" };
  const lookup = find(set, "/usr/bin/minimojo-dev");
  assert.equal(lookup.kind === "found" && lookup.server.command, "/usr/bin/minimojo-dev");
  assert.deepEqual(find(set), { kind: "wrong setting", command: "minimojo-dev" });
  const windows = { ...WINDOWS, serverPath: "minimojo.exe" };
  assert.equal(find(windows, "C:\\Tools\\minimojo.exe").kind, "found");
});

test("settings are expanded; without a folder they refer to the home folder", () => {
  assert.equal(expand("~", LINUX), "/home/ada");
  assert.equal(expand("~/x", LINUX), "/home/ada/x");
  assert.equal(expand("~other/x", LINUX), "/src/one/~other/x");
  assert.equal(expand("${userHome}/x", LINUX), "/home/ada/x");
  assert.equal(expand("${workspaceFolder}/x", LINUX), "/src/one/x");
  assert.equal(expand("x", { ...LINUX, folders: [] }), "/home/ada/x");
  assert.equal(expand("~\\x", WINDOWS), "C:\\Users\\ada\\x");
  assert.equal(expand("${userHome}/x", { ...LINUX, home: "/home/$&" }), "/home/$&/x");
});

test("a program of an environment", () => {
  assert.equal(programOf("/env", "python", "darwin"), "/env/bin/python");
  assert.equal(programOf("C:\\env", "python", "win32"), "C:\\env\\Scripts\\python.exe");
});
