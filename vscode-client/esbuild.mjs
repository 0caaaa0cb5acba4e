// Bundles the extension into dist/extension.js, or with --tests the unit tests into out/test.
import { build } from "esbuild";
import { readdirSync, rmSync } from "node:fs";

const common = { bundle: true, platform: "node", format: "cjs", target: "node20" };

if (process.argv.includes("--tests")) {
    rmSync("out/test", { recursive: true, force: true });
    const entryPoints = readdirSync("test")
        .filter((name) => name.endsWith(".test.ts"))
        .map((name) => `test/${name}`);
    await build({ ...common, entryPoints, outdir: "out/test", sourcemap: "inline" });
} else {
    await build({
        ...common,
        entryPoints: ["src/extension.ts"],
        outfile: "dist/extension.js",
        external: ["vscode"],
        minify: true,
    });
}
