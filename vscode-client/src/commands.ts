/** What a person can ask for: the commands, and the questions that lead to them. */
import { delimiter } from "node:path";

import {
  commands,
  ProgressLocation,
  window,
  workspace,
  type Disposable,
  type ExtensionContext,
  type LogOutputChannel,
} from "vscode";

import { install, interpreters, type Listener } from "./install";
import { expand, searchFolders } from "./lookup";
import type { Session } from "./session";
import { readSettings } from "./settings";
import { readSurroundings } from "./surroundings";

/** Registers every command; the registrations end with the extension. */
export function registerCommands(
  context: ExtensionContext,
  session: Session,
  output: LogOutputChannel,
): Disposable[] {
  const installOnce = oneAtATime(() => installServer(context, session, output));
  return [
    commands.registerCommand("minimojo.restartServer", () => session.restart()),
    commands.registerCommand("minimojo.installServer", installOnce),
    commands.registerCommand("minimojo.showOutput", () => {
      output.show();
    }),
  ];
}

/** Asks whether to install a server, where none was found. */
export async function offerInstallation(reason: string): Promise<void> {
  const choice = await window.showWarningMessage(
    `MiniMojo has no server: ${reason}. Install it into an environment of its own?`,
    "Install",
    "Set Path",
  );
  if (choice === "Install") {
    await commands.executeCommand("minimojo.installServer");
  } else if (choice === "Set Path") {
    await commands.executeCommand("workbench.action.openSettings", "minimojo.server.path");
  }
}

/** Tells of an error, with a way to read more and a way to try again by `retry`. */
export async function reportFailure(reason: string, retry: string): Promise<void> {
  const choice = await window.showErrorMessage(`MiniMojo: ${reason}`, "Show Output", "Try Again");
  if (choice !== undefined) {
    await commands.executeCommand(choice === "Try Again" ? retry : "minimojo.showOutput");
  }
}

async function installServer(
  context: ExtensionContext,
  session: Session,
  output: LogOutputChannel,
): Promise<void> {
  // A server that runs from the environment would hold its files.
  await session.stop();
  try {
    await window.withProgress(
      { location: ProgressLocation.Notification, title: "MiniMojo", cancellable: true },
      async (progress, token) => {
        const stopping = new AbortController();
        token.onCancellationRequested(() => {
          stopping.abort();
        });
        const listener: Listener = {
          step(description) {
            output.info(description);
            progress.report({ message: description });
          },
          output(text) {
            output.append(text);
          },
        };
        await workspace.fs.createDirectory(context.globalStorageUri);
        await install(planned(context), listener, stopping.signal);
      },
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    output.error(reason);
    void reportFailure(reason, "minimojo.installServer");
    return;
  }
  await session.restart();
}

function planned(context: ExtensionContext) {
  const surroundings = readSurroundings(context);
  const { platform, interpreterPath, trust, privateEnvironment } = surroundings;
  // A setting of the workspace names a program: it is started only where that is trusted.
  const preferred = trust === "trusted" && /[\\/]/.test(interpreterPath) ? interpreterPath : "";
  return {
    environment: privateEnvironment,
    requirement: readSettings().serverPackage,
    interpreters: interpreters(preferred && expand(preferred, surroundings), platform),
    platform,
    place: {
      folder: surroundings.home,
      searchPath: searchFolders(surroundings).join(delimiter),
    },
  };
}

function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined;
  return () => (current ??= work().finally(() => (current = undefined)));
}
