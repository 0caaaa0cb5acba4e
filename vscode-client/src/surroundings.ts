/** Where this window runs: what the search for a server starts from. */
import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";

import { Uri, workspace, type ExtensionContext } from "vscode";

import type { Surroundings } from "./lookup";
import { readSettings } from "./settings";

/** Reads the surroundings of this moment; settings, folders and trust all may change. */
export function readSurroundings(context: ExtensionContext): Surroundings {
  const { serverPath, interpreterPath } = readSettings();
  return {
    platform: process.platform,
    home: homedir(),
    searchPath: process.env.PATH ?? "",
    folders: (workspace.workspaceFolders ?? [])
      .filter(({ uri }) => uri.scheme === "file")
      .map(({ uri }) => uri.fsPath),
    trust: workspace.isTrusted ? "trusted" : "untrusted",
    serverPath,
    interpreterPath,
    privateEnvironment: Uri.joinPath(context.globalStorageUri, "server").fsPath,
  };
}

/** Whether a path is a file that may be executed. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
