import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import typescript from "typescript-eslint";

export default defineConfig(
    globalIgnores(["dist/", "out/"]),
    js.configs.recommended,
    {
        files: ["**/*.ts"],
        extends: [typescript.configs.strictTypeChecked, typescript.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true } },
    },
    {
        // `test` of node's runner returns a promise that the runner itself awaits.
        files: ["test/**/*.ts"],
        rules: { "@typescript-eslint/no-floating-promises": "off" },
    },
    { files: ["**/*.mjs"], languageOptions: { globals: { process: "readonly" } } },
);
