/** What the status bar says about the server, in the item of the language. */
import { languages, LanguageStatusSeverity, type DocumentSelector } from "vscode";

/** The states that a person can tell apart. */
export type State =
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly version: string; readonly command: string }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "stopped" };

/** Shows states until it is disposed. */
export interface Status {
  show(state: State): void;
  dispose(): void;
}

export function createStatus(selector: DocumentSelector): Status {
  const item = languages.createLanguageStatusItem("minimojo.server", selector);
  item.name = "MiniMojo";
  return {
    show(state) {
      const { text, detail, severity, command } = described(state);
      item.text = text;
      item.detail = detail;
      item.severity = severity;
      item.command = command;
      item.busy = state.kind === "starting";
    },
    dispose() {
      item.dispose();
    },
  };
}

const RESTART = { command: "minimojo.restartServer", title: "Restart" };
const INSTALL = { command: "minimojo.installServer", title: "Install" };
const OUTPUT = { command: "minimojo.showOutput", title: "Show Output" };

function described(state: State) {
  const { Error, Information, Warning } = LanguageStatusSeverity;
  switch (state.kind) {
    case "starting":
      return { text: "MiniMojo", detail: "starting", severity: Information, command: OUTPUT };
    case "running":
      return {
        text: `MiniMojo ${state.version}`.trim(),
        detail: state.command,
        severity: Information,
        command: RESTART,
      };
    case "missing":
      return {
        text: "MiniMojo: no server",
        detail: state.reason,
        severity: Warning,
        command: INSTALL,
      };
    case "failed":
      return {
        text: "MiniMojo: server failed",
        detail: state.reason,
        severity: Error,
        command: OUTPUT,
      };
    case "stopped":
      return {
        text: "MiniMojo: server stopped",
        detail: "",
        severity: Warning,
        command: RESTART,
      };
  }
}
