/** MiniMojo for VS Code: starts the server, and stays out of its way. */
import { extensions, window, workspace, type ExtensionContext } from "vscode";

import { DOCUMENTS } from "./client";
import { offerInstallation, registerCommands, reportFailure } from "./commands";
import { Session } from "./session";
import { RESTARTING, TAKEN_OVER } from "./settings";
import { createStatus } from "./status";

let session: Session | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const output = window.createOutputChannel("MiniMojo", { log: true });
  const status = createStatus(DOCUMENTS);
  const current = new Session(context, {
    output,
    status,
    onMissing: (reason) => void offerInstallation(reason),
    onFailure: (reason) => void reportFailure(reason, "minimojo.restartServer"),
  });
  session = current;
  context.subscriptions.push(
    output,
    status,
    ...registerCommands(context, current, output),
    workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((setting) => change.affectsConfiguration(setting))) {
        void current.restart();
      } else if (TAKEN_OVER.some((setting) => change.affectsConfiguration(setting))) {
        current.tellSettings();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void current.restart()),
    extensions.onDidChange(() => void current.onExtensionsChanged()),
  );
  await current.restart();
}

/** Waits until the server has stopped: the editor ends this process next. */
export async function deactivate(): Promise<void> {
  await session?.stop();
}
