/** Takes back our diagnostics where the official extension reports the same, and gives them back. */
import { languages, type Diagnostic, type Uri } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

import { withoutShown } from "./official";

/** A middleware for the client, and the listener that keeps its work current. */
export interface Filter {
  readonly middleware: Middleware;
  dispose(): void;
}

/** Everything passes. */
export const PASSING: Filter = { middleware: {}, dispose: () => undefined };

/** Only what the official extension does not show at this moment passes. */
export function createFilter(): Filter {
  const published = new Map<string, Publication>();
  const listener = languages.onDidChangeDiagnostics(({ uris }) => {
    for (const uri of uris) {
      const publication = published.get(uri.toString());
      if (publication !== undefined) {
        refresh(uri, publication);
      }
    }
  });
  return {
    middleware: {
      handleDiagnostics(uri, diagnostics, next) {
        const publication = { diagnostics, publish: next, shown: undefined };
        refresh(uri, publication);
        if (diagnostics.length > 0) {
          published.set(uri.toString(), publication);
        } else {
          published.delete(uri.toString());
        }
      },
    },
    dispose() {
      listener.dispose();
    },
  };
}

/** What the server sent last for a file, and what of it is on show. */
interface Publication {
  readonly diagnostics: readonly Diagnostic[];
  readonly publish: (uri: Uri, diagnostics: Diagnostic[]) => void;
  shown: readonly Diagnostic[] | undefined;
}

/** Publishes again only where something changed: each publication is itself a change to hear of. */
function refresh(uri: Uri, publication: Publication): void {
  const shown = withoutShown(publication.diagnostics, languages.getDiagnostics(uri));
  if (!isSame(shown, publication.shown)) {
    publication.shown = shown;
    publication.publish(uri, shown);
  }
}

function isSame(one: readonly Diagnostic[], other: readonly Diagnostic[] | undefined): boolean {
  return one.length === other?.length && one.every((diagnostic, at) => diagnostic === other[at]);
}
