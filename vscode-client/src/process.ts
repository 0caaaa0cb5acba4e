/** The process of a server, started as often as the client asks for it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";

import { lastWords } from "./words";

/** How long to wait for the rest of its errors once it failed, in milliseconds. */
const PATIENCE = 1000;

/** More of its errors than this is not kept, in characters. */
const KEPT = 4000;

/** One process at a time; what it wrote to its standard error last is remembered. */
export class ServerProcess {
  #child: ChildProcess | undefined;
  #errors = "";
  #isClosed = false;

  /**
   * @param folder - the working folder: never one of the workspace, where a `PYTHONPATH` with an
   * empty entry would let Python look for modules of the server.
   */
  constructor(
    private readonly command: string,
    private readonly folder: string,
  ) {}

  /** Starts the server; rejects where its program cannot be run. */
  launch(): Promise<ChildProcess> {
    this.#errors = "";
    this.#isClosed = false;
    return new Promise((resolve, reject) => {
      const child = spawn(this.command, ["lsp"], { cwd: this.folder, windowsHide: true });
      child.once("error", reject);
      child.once("spawn", () => {
        this.#child = child;
        resolve(child);
      });
      child.stderr.on("data", (chunk: Buffer) => {
        this.#errors = (this.#errors + chunk.toString()).slice(-KEPT);
      });
      child.once("close", () => {
        this.#isClosed = true;
      });
      // A server that ends while it is written to is reported by the closed connection.
      child.stdin.on("error", () => undefined);
    });
  }

  /** The end of what it wrote to its standard error, in one line, once it has ended. */
  async lastWords(): Promise<string> {
    const child = this.#child;
    if (child !== undefined && !this.#isClosed) {
      await Promise.race([once(child, "close"), setTimeout(PATIENCE)]);
    }
    return lastWords(this.#errors);
  }

  /** Ends the process if the protocol's shutdown did not. */
  end(): void {
    const child = this.#child;
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill();
    }
  }
}
