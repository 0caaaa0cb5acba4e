/**
 * Where a server may be, in the order in which it is taken. Pure: knows nothing of VS Code, and
 * asks the file system only through the function that it is given.
 */
import { posix, win32 } from "node:path";

/** What the search depends on. Paths are in the form of `platform`. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The `PATH` of the editor. */
  readonly searchPath: string;
  /** The folders that are open; the first one is what relative settings refer to. */
  readonly folders: readonly string[];
  /** Whether programs inside of the workspace may be started. */
  readonly trust: "trusted" | "untrusted";
  /** `minimojo.server.path`, or empty. */
  readonly serverPath: string;
  /** `python.defaultInterpreterPath`, or empty. */
  readonly interpreterPath: string;
  /** The virtual environment that this extension installs into. */
  readonly privateEnvironment: string;
}

/** A command that may start the server, and why it is considered. */
export interface Candidate {
  readonly command: string;
  readonly origin:
    | "minimojo.server.path"
    | "python.defaultInterpreterPath"
    | "environment of the workspace"
    | "PATH"
    | "private environment";
}

/** What a search found. A setting that leads nowhere is not papered over by another server. */
export type Lookup =
  | { readonly kind: "found"; readonly server: Candidate }
  | { readonly kind: "wrong setting"; readonly command: string }
  | { readonly kind: "nowhere"; readonly tried: readonly Candidate[] };

/** Where people keep the virtual environment of a workspace, most telling first. */
const ENVIRONMENTS = [".venv", "venv", ".pixi/envs/default"];

/** Finds the server to start, where `isProgram` tells whether a path is an executable file. */
export function findServer(
  surroundings: Surroundings,
  isProgram: (path: string) => boolean,
): Lookup {
  if (surroundings.serverPath !== "" && !leadsIntoUntrusted(surroundings)) {
    return fromSetting(surroundings, isProgram);
  }
  const tried = candidates(surroundings);
  const server = tried.find(({ command }) => isProgram(command));
  return server === undefined ? { kind: "nowhere", tried } : { kind: "found", server };
}

/** Every place that is searched without a setting, first to be taken first. */
export function candidates(surroundings: Surroundings): Candidate[] {
  return [
    ...inInterpreter(surroundings),
    ...inWorkspace(surroundings),
    ...onSearchPath(surroundings),
    ...inPrivateEnvironment(surroundings),
  ];
}

/** The path of a program of a virtual environment. */
export function programOf(environment: string, program: string, platform: NodeJS.Platform): string {
  return platform === "win32"
    ? win32.join(environment, "Scripts", `${program}.exe`)
    : posix.join(environment, "bin", program);
}

/** Replaces `~`, `${userHome}` and `${workspaceFolder}`, and makes a relative path absolute. */
export function expand(setting: string, surroundings: Surroundings): string {
  const path = pathOf(surroundings);
  const folder = surroundings.folders[0] ?? surroundings.home;
  const expanded = setting
    .replace(/^~(?=$|[\\/])/, () => surroundings.home)
    .replaceAll("${userHome}", () => surroundings.home)
    .replaceAll("${workspaceFolder}", () => folder);
  return path.isAbsolute(expanded) ? expanded : path.join(folder, expanded);
}

/**
 * Whether the setting, though it is the person's own, names a program of a workspace that is not
 * trusted: `${workspaceFolder}/…` and relative paths do.
 */
function leadsIntoUntrusted(surroundings: Surroundings): boolean {
  const { serverPath, trust } = surroundings;
  return (
    trust === "untrusted" &&
    !isBareName(serverPath) &&
    isInWorkspace(expand(serverPath, surroundings), surroundings)
  );
}

function isBareName(setting: string): boolean {
  return !/[\\/]/.test(setting) && !setting.startsWith("~") && !setting.startsWith("$");
}

function fromSetting(surroundings: Surroundings, isProgram: (path: string) => boolean): Lookup {
  const setting = surroundings.serverPath;
  const isName = isBareName(setting);
  const commands = isName
    ? searchFolders(surroundings).flatMap((folder) => named(folder, setting, surroundings))
    : [expand(setting, surroundings)];
  const command = commands.find(isProgram);
  return command === undefined
    ? { kind: "wrong setting", command: isName ? setting : expand(setting, surroundings) }
    : { kind: "found", server: { command, origin: "minimojo.server.path" } };
}

function inInterpreter(surroundings: Surroundings): Candidate[] {
  const { interpreterPath } = surroundings;
  // A bare `python`, the default of that setting, says nothing about an environment.
  if (surroundings.trust === "untrusted" || !/[\\/]/.test(interpreterPath)) {
    return [];
  }
  const path = pathOf(surroundings);
  const place = expand(interpreterPath, surroundings);
  // The setting names an interpreter, or the folder of an environment.
  const commands = [
    ...named(path.dirname(place), "minimojo", surroundings),
    programOf(place, "minimojo", surroundings.platform),
  ];
  return commands.map((command) => ({ command, origin: "python.defaultInterpreterPath" }));
}

function inWorkspace(surroundings: Surroundings): Candidate[] {
  if (surroundings.trust === "untrusted") {
    return [];
  }
  const path = pathOf(surroundings);
  return surroundings.folders.flatMap((folder) =>
    ENVIRONMENTS.map((environment) => ({
      command: programOf(path.join(folder, environment), "minimojo", surroundings.platform),
      origin: "environment of the workspace" as const,
    })),
  );
}

function onSearchPath(surroundings: Surroundings): Candidate[] {
  return searchFolders(surroundings)
    .flatMap((folder) => named(folder, "minimojo", surroundings))
    .map((command) => ({ command, origin: "PATH" }));
}

function inPrivateEnvironment(surroundings: Surroundings): Candidate[] {
  const command = programOf(surroundings.privateEnvironment, "minimojo", surroundings.platform);
  return [{ command, origin: "private environment" }];
}

/**
 * The absolute folders of the `PATH`. Relative ones would lead into the workspace, and so would
 * an absolute one inside of it: where the workspace is not trusted, both are left out.
 */
export function searchFolders(surroundings: Surroundings): string[] {
  const path = pathOf(surroundings);
  return surroundings.searchPath
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder))
    .filter((folder) => surroundings.trust === "trusted" || !isInWorkspace(folder, surroundings));
}

function isInWorkspace(path: string, surroundings: Surroundings): boolean {
  return surroundings.folders.some((open) => contains(open, path, surroundings));
}

function contains(outer: string, inner: string, surroundings: Surroundings): boolean {
  const path = pathOf(surroundings);
  const way = path.relative(outer, inner);
  return !path.isAbsolute(way) && way.split(path.sep)[0] !== "..";
}

function named(folder: string, program: string, surroundings: Surroundings): string[] {
  const path = pathOf(surroundings);
  const isWindows = surroundings.platform === "win32";
  const file = isWindows && !/\.exe$/i.test(program) ? `${program}.exe` : program;
  return [path.join(folder, file)];
}

function pathOf(surroundings: Surroundings): typeof posix {
  return surroundings.platform === "win32" ? win32 : posix;
}
