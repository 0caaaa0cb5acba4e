/** The language client of one server process. */
import { workspace, type LogOutputChannel } from "vscode";
import { LanguageClient, type Middleware } from "vscode-languageclient/node";

/** The documents that the server is asked about. */
export const DOCUMENTS = [
  { scheme: "file", language: "mojo" },
  { scheme: "untitled", language: "mojo" },
];

/** What a client is made for. */
export interface ClientOptions {
  readonly command: string;
  readonly output: LogOutputChannel;
  readonly besideOfficial: boolean;
  readonly middleware: Middleware;
}

/** Makes a client that is not started yet. Its identifier is what `minimojo.trace.server` is found by. */
export function createClient(options: ClientOptions): LanguageClient {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return new LanguageClient(
    "minimojo",
    "MiniMojo",
    {
      command: options.command,
      args: ["lsp"],
      options: folder?.scheme === "file" ? { cwd: folder.fsPath } : {},
    },
    {
      documentSelector: DOCUMENTS,
      diagnosticCollectionName: "minimojo",
      outputChannel: options.output,
      initializationOptions: { besideOfficial: options.besideOfficial },
      // The session reports a failed start itself, once.
      initializationFailedHandler: () => false,
      middleware: options.middleware,
    },
  );
}
