/**
 * Makes the private environment and installs the server into it. Knows nothing of VS Code: the
 * caller shows the progress and the errors.
 */
import { execFile } from "node:child_process";
import { access, constants, rm } from "node:fs/promises";

import { programOf } from "./lookup";
import { lastWords } from "./words";

/** The oldest Python that the server runs on. */
const OLDEST: readonly [number, number] = [3, 11];

/** What to install, where, and with which interpreters. */
export interface Installation {
  readonly environment: string;
  readonly requirement: string;
  /** Commands that may start a Python, best first. */
  readonly interpreters: readonly (readonly string[])[];
  readonly platform: NodeJS.Platform;
  /** Where programs run, and where those without a path are looked for: nothing of a workspace. */
  readonly place: Place;
}

/** The working folder and the `PATH` of programs. */
export interface Place {
  readonly folder: string;
  readonly searchPath: string;
}

/** Hears what is done: each step in words, and the output of the programs. */
export interface Listener {
  step(description: string): void;
  output(text: string): void;
}

/** An installation that could not be done, with the reason in words for a person. */
export class InstallationError extends Error {
  override readonly name = "InstallationError";
}

/**
 * Installs or updates the server and returns its command.
 *
 * @throws InstallationError where no Python is new enough, a step fails, or `signal` stops it.
 */
export async function install(
  installation: Installation,
  listener: Listener,
  signal: AbortSignal,
): Promise<string> {
  const { environment, requirement, platform } = installation;
  const inside = programOf(environment, "python", platform);
  const isUpdate = await canRun(inside);
  if (!isUpdate) {
    await makeEnvironment(installation, listener, signal);
  }
  listener.step(`installing ${requirement}`);
  const pip = ["-m", "pip", "install", "--upgrade", "--disable-pip-version-check", "--no-input"];
  try {
    await run(inside, [...pip, requirement], installation.place, listener, signal);
  } catch (error) {
    // What worked before an update that failed goes on working.
    if (!isUpdate) {
      await rm(environment, { recursive: true, force: true });
    }
    throw explained(`pip could not install \`${requirement}\``, error, signal);
  }
  return programOf(environment, "minimojo", platform);
}

/** The commands that may start a Python on a platform, the given interpreter first. */
export function interpreters(
  preferred: string,
  platform: NodeJS.Platform,
): readonly (readonly string[])[] {
  const common =
    platform === "win32" ? [["py", "-3"], ["python"], ["python3"]] : [["python3"], ["python"]];
  const versioned =
    platform === "win32" ? [] : [13, 12, 11].map((minor) => [`python3.${String(minor)}`]);
  return [...(preferred === "" ? [] : [[preferred]]), ...common, ...versioned];
}

/** The `(major, minor)` in what `python --version` prints; undefined where it is not a Python. */
export function parseVersion(printed: string): readonly [number, number] | undefined {
  const match = /Python (\d+)\.(\d+)/.exec(printed);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

async function makeEnvironment(
  { environment, interpreters, place }: Installation,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  const [command, ...leading] = await newEnoughPython(interpreters, place, listener, signal);
  listener.step("making a virtual environment");
  try {
    await run(command, [...leading, "-m", "venv", "--clear", environment], place, listener, signal);
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    throw explained("the virtual environment could not be made", error, signal);
  }
}

async function canRun(program: string): Promise<boolean> {
  return access(program, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function newEnoughPython(
  candidates: readonly (readonly string[])[],
  place: Place,
  listener: Listener,
  signal: AbortSignal,
): Promise<readonly [string, ...string[]]> {
  listener.step("looking for Python");
  const tried: string[] = [];
  for (const [command, ...leading] of candidates) {
    if (command === undefined) {
      continue;
    }
    const version = await run(command, [...leading, "--version"], place, listener, signal).then(
      parseVersion,
      () => undefined,
    );
    if (signal.aborted) {
      throw new InstallationError("the installation was stopped");
    }
    if (version !== undefined && isNewEnough(version)) {
      return [command, ...leading];
    }
    tried.push(`${command} (${version === undefined ? "not there" : version.join(".")})`);
  }
  throw new InstallationError(
    `no Python ${OLDEST.join(".")} or newer was found; tried ${tried.join(", ")}`,
  );
}

function isNewEnough([major, minor]: readonly [number, number]): boolean {
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** A program that failed, with what it printed. */
class ProgramError extends Error {
  override readonly name = "ProgramError";

  constructor(
    cause: Error,
    readonly printed: string,
  ) {
    super(cause.message, { cause });
  }
}

/** Runs a program and returns what it printed; rejects with a `ProgramError`. */
function run(
  command: string,
  args: readonly string[],
  place: Place,
  listener: Listener,
  signal: AbortSignal,
): Promise<string> {
  listener.output(`> ${[command, ...args].join(" ")}\n`);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PATH: place.searchPath };
    const options = {
      signal,
      maxBuffer: 16 * 1024 * 1024,
      windowsHide: true,
      cwd: place.folder,
      env,
    };
    execFile(command, args, options, (error, stdout, stderr) => {
      const printed = stdout + stderr;
      listener.output(printed);
      if (error === null) {
        resolve(printed);
      } else {
        reject(new ProgramError(error, printed));
      }
    });
  });
}

/** The error for a person; a step that was stopped on demand needs no explanation. */
function explained(what: string, error: unknown, signal: AbortSignal): InstallationError {
  if (signal.aborted) {
    return new InstallationError("the installation was stopped");
  }
  const printed = error instanceof ProgramError ? lastWords(error.printed) : "";
  return new InstallationError(`${what}: ${printed === "" ? String(error) : printed}`);
}
