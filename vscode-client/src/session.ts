/** One server at a time: found, started, watched, restarted. */
import { homedir } from "node:os";
import { setTimeout } from "node:timers/promises";

import { extensions, type ExtensionContext, type LogOutputChannel } from "vscode";
import { State, type LanguageClient } from "vscode-languageclient/node";

import { createFilter, PASSING, type Filter } from "./beside";
import { createClient } from "./client";
import { findServer, type Candidate, type Lookup } from "./lookup";
import { hidesShown, OFFICIAL_EXTENSION } from "./official";
import { ServerProcess } from "./process";
import { readSettings } from "./settings";
import type { Status } from "./status";
import { isProgram, readSurroundings } from "./surroundings";

/** How long a server may take to answer for the first time, in milliseconds. */
const PATIENCE = 30_000;

/** What a session shows its work in, and tells of what a person has to decide. */
export interface Surface {
  readonly output: LogOutputChannel;
  readonly status: Status;
  /** No server was found, for this reason. */
  onMissing(reason: string): void;
  /** The server that was found does not start, for this reason. */
  onFailure(reason: string): void;
}

/** The server of this window. Calls made while another one works wait for their turn. */
export class Session {
  #running:
    | { readonly client: LanguageClient; readonly filter: Filter; readonly process: ServerProcess }
    | undefined;
  #besideOfficial = false;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly context: ExtensionContext,
    private readonly surface: Surface,
  ) {}

  /** Stops what runs, searches again, and starts what is found. Never rejects. */
  restart(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  /** Lets the server ask for settings that it takes over without a restart. */
  tellSettings(): void {
    const client = this.#running?.client;
    if (client?.state === State.Running) {
      void client.sendNotification("workspace/didChangeConfiguration", { settings: null });
    }
  }

  /** Stops the server, before its files are replaced or the window closes. Never rejects. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop());
  }

  /** Restarts if the official extension came or went, and the setting makes that matter. */
  async onExtensionsChanged(): Promise<void> {
    if (isBesideOfficial() !== this.#besideOfficial) {
      await this.restart();
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.surface.output.error(text(error));
    });
    return this.#turn;
  }

  async #start(): Promise<void> {
    const { output, status } = this.surface;
    this.#besideOfficial = isBesideOfficial();
    const lookup = findServer(readSurroundings(this.context), isProgram);
    if (lookup.kind === "found") {
      await this.#launch(lookup.server);
      return;
    }
    const reason = explained(lookup);
    output.warn(reason);
    status.show({ kind: "missing", reason });
    this.surface.onMissing(reason);
  }

  async #launch({ command, origin }: Candidate): Promise<void> {
    const { output, status } = this.surface;
    const besideOfficial = this.#besideOfficial;
    output.info(`starting ${command}, found by ${origin}`);
    output.info(`beside the official extension: ${besideOfficial ? "yes" : "no"}`);
    status.show({ kind: "starting" });
    const process = new ServerProcess(command, homedir());
    const filter = besideOfficial ? createFilter() : PASSING;
    const fail = async (what: string, otherwise: string) => {
      const reason = `${command} ${what}: ${(await process.lastWords()) || otherwise}`;
      output.error(reason);
      status.show({ kind: "failed", reason });
      this.surface.onFailure(reason);
    };
    const client = createClient({
      process,
      output,
      besideOfficial,
      importRoots: readSettings().importRoots,
      mojoVersion: readSettings().mojoVersion,
      middleware: filter.middleware,
      onGivenUp: () => void fail("crashes again and again", "it does not say why"),
    });
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) {
        const version = client.initializeResult?.serverInfo?.version ?? "";
        status.show({ kind: "running", version, command });
      }
    });
    this.#running = { client, filter, process };
    try {
      const answered = client.start().then(() => true);
      if (await Promise.race([answered, setTimeout(PATIENCE, false)])) {
        output.info("the server runs");
      } else {
        process.end();
        await fail("does not answer", "it was waited for in vain");
      }
    } catch (error) {
      await fail("does not start", text(error));
    }
  }

  async #stop(): Promise<void> {
    const running = this.#running;
    if (running === undefined) {
      return;
    }
    this.#running = undefined;
    running.filter.dispose();
    // A server that crashed or never started has nothing to stop, and says so by rejecting.
    await running.client.dispose().catch((error: unknown) => {
      this.surface.output.debug(`stopping: ${text(error)}`);
    });
    running.process.end();
    this.surface.status.show({ kind: "stopped" });
  }
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isBesideOfficial(): boolean {
  const isEnabled = extensions.getExtension(OFFICIAL_EXTENSION) !== undefined;
  return hidesShown(readSettings().besideOfficial, isEnabled);
}

function explained(lookup: Exclude<Lookup, { kind: "found" }>): string {
  switch (lookup.kind) {
    case "wrong setting":
      return `\`minimojo.server.path\` leads to no program: ${lookup.command}`;
    case "nowhere":
      return "no `minimojo` command in an environment of the workspace or on the PATH";
  }
}
