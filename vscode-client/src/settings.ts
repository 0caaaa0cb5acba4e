/** The settings of this extension, read in one place. */
import { workspace } from "vscode";

import type { Beside } from "./official";

/** What `package.json` declares under `minimojo.`; `trace.server` is read by the client itself. */
export interface Settings {
  readonly serverPath: string;
  readonly serverPackage: string;
  readonly besideOfficial: Beside;
  readonly importRoots: readonly string[];
  readonly mojoVersion: string;
  /** The Python extension's setting; empty where that extension is missing. */
  readonly interpreterPath: string;
}

/** A change of one of these is answered by a restart of the server. */
export const RESTARTING = [
  "minimojo.server.path",
  "minimojo.besideOfficial",
  "minimojo.importRoots",
  "minimojo.mojoVersion",
  "python.defaultInterpreterPath",
];

/** What the server itself understands, and takes over without a restart. */
const PASSED_ON = ["select", "ignore", "severity", "inlayHints", "codeLens"];

export const TAKEN_OVER = PASSED_ON.map((name) => `minimojo.${name}`);

/** The settings that are handed to the server as they are; what a person has not set is left out. */
export function passedOn(): Record<string, unknown> {
  const own = workspace.getConfiguration("minimojo");
  const isSet = (name: string): boolean => {
    const found = own.inspect(name);
    return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some(
      (value) => value !== undefined,
    );
  };
  return Object.fromEntries(PASSED_ON.filter(isSet).map((name) => [name, own.get(name)]));
}

export function readSettings(): Settings {
  const own = workspace.getConfiguration("minimojo");
  return {
    serverPath: own.get<string>("server.path", "").trim(),
    serverPackage: own.get<string>("server.package", "").trim() || "minimojo",
    besideOfficial: own.get<Beside>("besideOfficial", "auto"),
    importRoots: own.get<string[]>("importRoots", []),
    mojoVersion: own.get<string>("mojoVersion", "1.2"),
    interpreterPath: workspace
      .getConfiguration("python")
      .get<string>("defaultInterpreterPath", "")
      .trim(),
  };
}
