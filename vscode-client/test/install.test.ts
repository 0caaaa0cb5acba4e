import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readFile, realpath, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { install, InstallationError, interpreters, parseVersion } from "../src/install";

const SILENT = { step: () => undefined, output: () => undefined };
const posixOnly = process.platform === "win32" ? { skip: "writes shell scripts" } : {};

/** A program that answers `--version`, makes an environment with a copy of itself, and pips. */
async function fakePython(folder: string, version: string, pip = "exit 0"): Promise<string> {
  const path = join(folder, `python-${version}`);
  const script = `#!/bin/sh
echo "$@" >> "${folder}/calls"
case "$*" in
  --version) echo "Python ${version}" ;;
  "-m venv"*) mkdir -p "$4/bin" && cp "$0" "$4/bin/python" ;;
  "-m pip"*) ${pip} ;;
esac
`;
  await writeFile(path, script);
  await chmod(path, 0o755);
  return path;
}

async function scratch(): Promise<string> {
  return mkdtemp(join(tmpdir(), "minimojo-install-"));
}

function installation(folder: string, ...pythons: string[]) {
  return {
    environment: join(folder, "env"),
    requirement: "minimojo",
    interpreters: pythons.map((python) => [python]),
    platform: "linux" as const,
    place: { folder, searchPath: "/usr/bin:/bin" },
  };
}

function start(folder: string, ...pythons: string[]): Promise<string> {
  return install(installation(folder, ...pythons), SILENT, new AbortController().signal);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

test("the first Python that is new enough makes the environment", posixOnly, async () => {
  const folder = await scratch();
  const old = await fakePython(folder, "3.9.2");
  const current = await fakePython(folder, "3.12.1");
  const command = await start(folder, join(folder, "missing"), old, current);
  assert.equal(command, join(folder, "env/bin/minimojo"));
  assert.match(
    await readFile(join(folder, "calls"), "utf8"),
    /^--version\n--version\n-m venv --clear \S+\n-m pip install --upgrade .*minimojo\n$/,
  );
});

test("no Python that is new enough: the error says what was tried", posixOnly, async () => {
  const folder = await scratch();
  const old = await fakePython(folder, "3.9.2");
  const missing = join(folder, "missing");
  await assert.rejects(start(folder, missing, old), {
    name: "InstallationError",
    message: `no Python 3.11 or newer was found; tried ${missing} (not there), ${old} (3.9)`,
  });
});

test("pip fails: its own words are the reason, and nothing is left", posixOnly, async () => {
  const folder = await scratch();
  const python = await fakePython(folder, "3.11.0", 'echo "ERROR: no such thing" >&2; exit 1');
  await assert.rejects(start(folder, python), {
    message: "pip could not install `minimojo`: ERROR: no such thing",
  });
  assert.equal(await exists(join(folder, "env")), false);
});

test("an update that fails leaves the environment as it was", posixOnly, async () => {
  const folder = await scratch();
  const python = await fakePython(folder, "3.11.0", "exit 1");
  await mkdir(join(folder, "env/bin"), { recursive: true });
  await writeFile(join(folder, "env/bin/python"), await readFile(python), { mode: 0o755 });
  await assert.rejects(start(folder), InstallationError);
  assert.equal(await exists(join(folder, "env/bin/python")), true);
});

test("an installation can be stopped", posixOnly, async () => {
  const folder = await scratch();
  const python = await fakePython(folder, "3.11.0", "exec sleep 60");
  const stopping = new AbortController();
  const listener = {
    ...SILENT,
    step: (description: string) => {
      if (description.startsWith("installing")) {
        setTimeout(() => {
          stopping.abort();
        }, 50);
      }
    },
  };
  await assert.rejects(install(installation(folder, python), listener, stopping.signal), {
    message: "the installation was stopped",
  });
  assert.equal(await exists(join(folder, "env")), false);
});

test("programs run and are looked for outside of the workspace", posixOnly, async () => {
  const folder = await scratch();
  const inWorkspace = await scratch();
  const inPlace = join(folder, "bin");
  await mkdir(inPlace);
  const python = await fakePython(inPlace, "3.12.1", 'pwd > "$0.folder"');
  const name = python.slice(inPlace.length + 1);
  await writeFile(join(inWorkspace, name), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const before = process.env.PATH;
  process.env.PATH = `${inWorkspace}:${before ?? ""}`;
  try {
    const place = { folder, searchPath: `${inPlace}:/usr/bin:/bin` };
    await install({ ...installation(folder, name), place }, SILENT, new AbortController().signal);
  } finally {
    process.env.PATH = before;
  }
  const where = await readFile(join(folder, "env", "bin", "python.folder"), "utf8");
  assert.equal(where.trim(), await realpath(folder));
});

test("interpreters to try, the preferred one first", () => {
  assert.deepEqual(interpreters("/x/python", "linux").slice(0, 2), [["/x/python"], ["python3"]]);
  assert.deepEqual(interpreters("", "win32")[0], ["py", "-3"]);
});

test("versions", () => {
  assert.deepEqual(parseVersion("Python 3.11.7\n"), [3, 11]);
  assert.deepEqual(parseVersion("Python 3.14.0rc1"), [3, 14]);
  assert.equal(parseVersion("Python was not found; run without arguments to install"), undefined);
});
