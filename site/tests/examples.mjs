// All examples of the pages of rules have the same findings natively and as WebAssembly, to the last word; so they do in the
// module that is loaded first, unless it says what it lacks: node tests/examples.mjs podlint podlint_first.wasm podlint_whole.wasm

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

import { start } from "../playground/module.js";

const run = promisify(execFile);
const [program, ...modules] = process.argv.slice(2);
const podlint = resolve(program);
const [first, whole] = await Promise.all(modules.map(async (path) => start(await WebAssembly.compile(await readFile(path)))));
const work = await mkdtemp(join(tmpdir(), "podlint-examples-"));

/** Each example by every rule; one that has a configuration says itself which are on. */
function* examples() {
  for (const { entry, sections } of whole({ ask: "pages" })) {
    for (const { files, line } of sections.flatMap(({ examples }) => examples)) {
      const isConfigured = files.some(({ name }) => name === "podlint.toml");
      yield { page: `${entry.name}.md:${line}`, files, profile: isConfigured ? null : "all" };
    }
  }
}

const write = (directory, files) =>
  Promise.all(
    files.map(async ({ name, text }) => {
      await mkdir(dirname(join(directory, name)), { recursive: true });
      await writeFile(join(directory, name), text);
    }),
  );

/** What the program says of a directory with the files; of files that stood otherwise before, as git knows it. */
async function natively({ files, profile }, directory) {
  const then = files.filter(({ was }) => was);
  const now = files.filter(({ was }) => !was);
  const flags = ["check", "--format", "json", "--exit-zero"];
  if (profile !== null) flags.push("--profile", profile);
  await mkdir(directory, { recursive: true });
  if (then.length > 0) {
    const git = (...words) => run("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", ...words], { cwd: directory });
    await write(directory, then);
    await git("init", "--quiet", "--initial-branch", "main");
    await git("add", ".");
    await git("commit", "--quiet", "--message", "before");
    flags.push("--changed-since", "main");
  }
  await write(directory, now);
  const { stdout } = await run(podlint, flags, { cwd: directory, maxBuffer: 1 << 26 }).catch((failed) => {
    if (failed.stdout) return failed;
    throw failed;
  });
  // The directory that a run starts in has a name there, and none among texts at hand.
  return JSON.parse(stdout, (key, value) => (key === "overlay" && value === "." ? "" : value));
}

function inTheModule(ask, { files, profile }) {
  const { report, refused, problems, lacking } = ask({
    ask: "check",
    files,
    rule: null,
    profile,
    today: new Date().toISOString().slice(0, 10),
  });
  assert.ok(report ?? lacking, refused ?? JSON.stringify(problems));
  return lacking ? null : report.diagnostics;
}

const all = [...examples()];
const differing = [];
let lacking = 0;
let next = 0;
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    while (next < all.length) {
      const number = next++;
      const example = all[number];
      const directory = join(work, String(number));
      try {
        const { diagnostics } = await natively(example, directory);
        assert.deepEqual(inTheModule(whole, example), diagnostics);
        const found = inTheModule(first, example);
        if (found === null) lacking += 1;
        else assert.deepEqual(found, diagnostics);
      } catch (error) {
        differing.push(`${example.page}\n${error.message}`);
      }
      await rm(directory, { recursive: true });
    }
  }),
);
await rm(work, { recursive: true });
console.log(differing.join("\n\n"));
console.log(`${all.length - differing.length} of ${all.length} examples have the same findings natively and as WebAssembly`);
console.log(`for ${lacking} of them the module that is loaded first says that it lacks something`);
process.exitCode = all.length > 400 && lacking < all.length / 3 && differing.length === 0 ? 0 : 1;
