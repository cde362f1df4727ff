// Writes site/out, with the core and the whole of podlint: node build.mjs podlint_core.wasm podlint_whole.wasm

import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { examples } from "./pages/examples.mjs";
import { broken } from "./pages/links.mjs";
import { pages } from "./pages/pages.mjs";
import { start } from "./playground/module.js";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "out");
/** Where the site is published. */
const home = /^homepage = "(.*)"$/m.exec(await readFile(join(here, "../Cargo.toml"), "utf8"))[1];
/** How many bytes each part may have as it is sent, deflated: what is loaded before a finding is seen, what is once a chart, a CRD, a
 * policy or a configuration is there or a place is asked about, and what is then said of fields. */
const MOST = { "podlint.wasm": 1.4e6, "main.js": 2e5, "whole.wasm": 2.7e6, "fields.bin": 2.5e5 };

const [core, whole] = await Promise.all(process.argv.slice(2).map((path) => readFile(path)));
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
await writeFile(join(out, "playground/podlint.wasm"), core);
await writeFile(join(out, "playground/whole.wasm"), whole);
await cp(join(here, "../schemas/descriptions.bin"), join(out, "playground/fields.bin"));
await cp(join(here, "shared.css"), join(out, "shared.css"));
await cp(join(here, "pages/style.css"), join(out, "style.css"));

const ask = await start(await WebAssembly.compile(whole));
const rules = ask({ ask: "pages" });
const written = await pages(join(here, ".."), rules);
// What the reports of podlint lead to, as if a page had it.
const led = rules.map(({ url }) => `<a href="${url}">`).join("");
const others = new Set(["playground/index.html", "shared.css", "style.css"]);
const lost = broken(new Map([...written, ["reports", led]]), others, home);
if (lost.length > 0) {
  console.error(`links that lead nowhere:\n${lost.join("\n")}`);
  process.exitCode = 1;
}
for (const [path, text] of written) {
  await mkdir(dirname(join(out, path)), { recursive: true });
  await writeFile(join(out, path), text);
}
// GitHub's own way to make pages would leave some out.
await writeFile(join(out, ".nojekyll"), "");

console.log(`${written.size} pages`);
const isReleased = !process.argv[2].includes("/debug/");
for (const [name, most] of Object.entries(MOST)) {
  const bytes = await readFile(join(out, "playground", name));
  const size = gzipSync(bytes, { level: 9 }).length;
  console.log(`${name}: ${bytes.length} bytes, ${size} deflated`);
  if (size > most && (isReleased || !name.endsWith(".wasm"))) {
    console.error(`${name} is larger than ${most} bytes`);
    process.exitCode = 1;
  }
}
