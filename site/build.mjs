// Writes site/out, with the core that is named: node build.mjs podlint_core.wasm

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { examples } from "./pages/examples.mjs";
import { pages } from "./pages/pages.mjs";
import { start } from "./playground/module.js";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "out");
/** What is loaded before a finding is seen must be no more, deflated. */
const MOST = 1.6e6;

const wasm = await readFile(process.argv[2]);
await rm(out, { recursive: true, force: true });
await mkdir(join(out, "playground"), { recursive: true });

const all = await examples(join(here, ".."));
await build({
  absWorkingDir: here,
  entryPoints: ["playground/main.js", "playground/worker.js", "playground/style.css"],
  outdir: join(out, "playground"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "linked",
  plugins: [
    {
      name: "examples",
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^examples:all$/ }, ({ path }) => ({ path, namespace: "examples" }));
        onLoad({ filter: /.*/, namespace: "examples" }, () => ({ contents: JSON.stringify(all), loader: "json" }));
      },
    },
  ],
});
await cp(join(here, "playground/index.html"), join(out, "playground/index.html"));
await writeFile(join(out, "playground/podlint.wasm"), wasm);
await cp(join(here, "colors.css"), join(out, "colors.css"));
await cp(join(here, "pages/style.css"), join(out, "style.css"));

const ask = await start(await WebAssembly.compile(wasm));
const written = await pages(join(here, ".."), ask({ ask: "pages" }));
for (const [path, text] of written) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}
// GitHub's own way to make pages would leave some out.
await writeFile(join(out, ".nojekyll"), "");

const size = gzipSync(wasm, { level: 9 }).length;
console.log(`${written.size} pages; the core has ${wasm.length} bytes, ${size} as gzip`);
if (process.argv[2].includes("/release/") && size > MOST) {
  console.error(`the core is larger than ${MOST} bytes`);
  process.exitCode = 1;
}
