/** The language client of one server. */
import { window, workspace, type LogOutputChannel } from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  State,
  type ErrorHandler,
  vsdiag,
  type Middleware,
} from "vscode-languageclient/node";

import { createCrashPolicy } from "./crashes";
import type { ServerProcess } from "./process";
import { passedOn } from "./settings";

/** The documents that the server is asked about. */
export const DOCUMENTS = [
  { scheme: "file", language: "mojo" },
  { scheme: "untitled", language: "mojo" },
];

/** The server's command that tells its version, settings, files and timings. */
const REPORT = "minimojo.report";

/** What a client is made for. */
export interface ClientOptions {
  readonly process: ServerProcess;
  readonly output: LogOutputChannel;
  readonly besideOfficial: boolean;
  readonly importRoots: readonly string[];
  readonly mojoVersion: string;
  readonly middleware: Middleware;
  /** Called when a server that did run is not started again. */
  readonly onGivenUp: () => void;
}

/** What the server is told, at the beginning and when it asks. */
function settingsOf(options: ClientOptions): Record<string, unknown> {
  return {
    besideOfficial: options.besideOfficial,
    diagnostics: "push",
    importRoots: options.importRoots,
    mojoVersion: options.mojoVersion,
    ...passedOn(),
  };
}

/** What the server tells of itself is shown as a document, to be read, cut and sent. */
const SHOWN: Middleware = {
  async executeCommand(command, parameters, next) {
    const told: unknown = await next(command, parameters);
    if (command === REPORT && typeof told === "string") {
      const document = await workspace.openTextDocument({ language: "markdown", content: told });
      await window.showTextDocument(document);
    }
    return told;
  },
};

/** Findings are sent unasked: so they pass the filter, and nobody waits for an answer. */
const NOT_ASKED: Middleware = {
  provideDiagnostics: () => ({ kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] }),
  provideWorkspaceDiagnostics: () => ({ items: [] }),
};

/** Makes a client that is not started yet. */
export function createClient(options: ClientOptions): LanguageClient {
  // The identifier is the section of settings in which the client looks for `trace.server`.
  const client: LanguageClient = new QuietClient(
    "minimojo",
    "MiniMojo",
    () => options.process.launch(),
    {
      documentSelector: DOCUMENTS,
      diagnosticCollectionName: "minimojo",
      outputChannel: options.output,
      initializationOptions: () => settingsOf(options),
      initializationFailedHandler: () => false,
      errorHandler: errorHandler(() => client.state === State.Running, options.onGivenUp),
      middleware: {
        ...options.middleware,
        ...SHOWN,
        ...NOT_ASKED,
        workspace: { configuration: ({ items }) => items.map(() => settingsOf(options)) },
      },
    },
  );
  return client;
}

/** Writes its errors to the output only: the session tells a person, once and with the reason. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** A server that crashes is started again; one that never ran would not run the next time. */
function errorHandler(isRunning: () => boolean, onGivenUp: () => void): ErrorHandler {
  const policy = createCrashPolicy();
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed() {
      if (!isRunning()) {
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      if (policy.onCrash() === "restart") {
        return { action: CloseAction.Restart, handled: true };
      }
      onGivenUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}
