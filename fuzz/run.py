#!/usr/bin/env python3
"""Runs the fuzz targets, one after the other, from texts of this repository.

usage: fuzz/run.py [--seconds 60] [TARGET…]

It needs cargo-fuzz, a nightly toolchain and a C++ compiler. What it starts from are the manifests of the tests, one
document a file, the examples in the rules' pages, the texts that a server was asked about, templates, kustomizations, charts and expressions; what it learns stays in
`fuzz/corpus`. A text that fails is in `fuzz/artifacts`; put it into `fuzz/found`, whose texts `cargo test` tries too.
"""
import argparse
import glob
import gzip
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
TARGETS = ["reader", "libyaml", "validator", "suppressions", "fixes", "outputs", "trees", "configuration", "templates", "kustomizations", "charts", "expressions", "conversation"]
# What one entry of a directory is called, behind its sort, its place and its mode: see tests/robust/folder.rs.
ENTRIES = {
    "outputs": ["k8s/b.yaml", "##[error]x", "a: b\n::error::"],
    "trees": ["f\1\0b.yaml", "l\0\0link.yaml", "m\1\0sub", "o\3\0other.yaml", "f\2\4c.json"],
    "configuration": ["f\0\0kustomization.yaml", "f\0\0baseline.json", "f\0\0schema.json", "f\1\0podlint.toml", "f\0\0.gitignore"],
}


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def texts():
    for path in glob.glob(f"{ROOT}/tests/data/seeds/*.yaml"):
        yield from read(path).split("---\n")
    for path in glob.glob(f"{ROOT}/rules/*.md"):
        yield from re.findall(r"^```(?:yaml|json)[^\n]*\n(.*?)^```", read(path), re.MULTILINE | re.DOTALL)
    for line in read(f"{ROOT}/tests/data/raw-yaml.jsonl").strip().split("\n"):
        yield json.loads(line).get("text") or ""
    for path in glob.glob(f"{HERE}/found/*"):
        yield read(path)


def templates():
    for line in read(f"{ROOT}/tests/data/templates.jsonl").strip().split("\n"):
        yield json.loads(line)["text"]


def kustomizations():
    for path in glob.glob(f"{ROOT}/tests/data/kustomize/*.txt"):
        yield read(path).split("-- build --")[0]


def charts():
    for path in glob.glob(f"{ROOT}/tests/data/charts/*.txt"):
        yield read(path).split("-- args --")[0]


def expressions():
    with gzip.open(f"{ROOT}/tests/data/cel/evaluated.jsonl.gz", "rt", encoding="utf-8") as rows:
        for row in rows:
            yield json.loads(row)[0]


# What a client does, behind its sort, the text, the place and the length: see tests/editor/properties.rs.
STEPS = ["000imge", "<0\x011\n", "10\x020", "=0\x010", "200", "3{\"id\": 1, \"method\": \"shutdown\"}", "400", "500"]


def conversations():
    for at, text in enumerate(texts()):
        steps = "".join(f"\0{STEPS[(at + more) % len(STEPS)]}" for more in range(at % 6))
        yield text + steps


def settings():
    """Configurations, kustomizations and the like, of which most are right."""
    for path in [*glob.glob(f"{ROOT}/docs/*.md"), *glob.glob(f"{ROOT}/rules/*.md")]:
        yield from re.findall(r"^```toml[^\n]*\n(.*?)^```", read(path), re.MULTILINE | re.DOTALL)
    for path in glob.glob(f"{ROOT}/tests/cli/*.case"):
        for part in re.split(r"^=== ", read(path), flags=re.MULTILINE):
            name, _, text = part.partition("\n")
            if re.search(r"\.(toml|json|gitignore)$|kustomization.yaml$", name):
                yield text


def seeds(target):
    """What a target starts from: texts, or several with what each is called between them."""
    if target == "templates":
        yield from templates()
        return
    if target == "kustomizations":
        yield from kustomizations()
        return
    if target == "charts":
        yield from charts()
        return
    if target == "expressions":
        yield from expressions()
        return
    if target == "conversation":
        yield from conversations()
        return
    if target not in ENTRIES:
        yield from texts()
        return
    chosen = list(settings() if target == "configuration" else texts())
    entries = ENTRIES[target]
    for at, text in enumerate(chosen):
        others = "".join(f"{entries[(at + more) % len(entries)]}\0{chosen[(at * 7 + more) % len(chosen)]}\0" for more in range(at % 4))
        yield f"{text}\0{others}"


def words():
    """What texts are put together from, as libFuzzer's dictionary has it."""
    found = set()
    for text in [*texts(), *templates(), *kustomizations(), *charts()]:
        found.update(re.findall(r"[A-Za-z][A-Za-z0-9./-]{2,40}:?", text))
    found.update(["- ", ": ", "? ", "[", "]", "{", "}", "&a ", "*a", "!!str ", "!!binary ", "<<: ", "|+\n", ">-\n", "---\n"])
    found.update(["podlint: ignore[", "podlint: ignore-file[", "podlint/ignore: ", "until=2020-01-01", "\r\n", "\t"])
    found.update(["{{", "{{- ", " -}}", "}}", ":= ", "| ", "$x", "(.a)", "/*", "*/", "`", "%[1]*.2d", "{{ end }}"])
    escaped = ["".join(c if c.isalnum() or c in " .:-/" else f"\\x{ord(c):02x}" for c in word) for word in sorted(found)]
    return "".join(f'"{word}"\n' for word in escaped)


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def run(target, seconds):
    corpus = f"{HERE}/corpus/{target}"
    os.makedirs(corpus, exist_ok=True)
    for text in seeds(target):
        write(f"{corpus}/{hashlib.sha256(text.encode()).hexdigest()[:40]}", text)
    write(f"{HERE}/corpus/words.dict", words())
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=8192"]
    if target in ("trees", "configuration", "conversation"):
        # They run all of podlint, which prints.
        limits.append("-close_fd_mask=3")
    options = [f"-dict={HERE}/corpus/words.dict", "-print_final_stats=1", "-verbosity=1", *limits]
    # Podlint has no `unsafe` code for a sanitizer to watch, and is several times as fast without.
    command = ["cargo", "+nightly", "fuzz", "run", "--sanitizer", "none", target, corpus, "--", *options]
    return subprocess.call(command, cwd=ROOT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("targets", nargs="*", metavar="TARGET", default=TARGETS, help=", ".join(TARGETS))
    asked = parser.parse_args()
    failed = [target for target in asked.targets or TARGETS if run(target, asked.seconds)]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
