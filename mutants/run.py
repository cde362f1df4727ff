#!/usr/bin/env python3
"""Changes the logic of the program by chance, one change at a time, and says which changes no test notices.

usage: mutants/run.py [--sample 400] [--seed 1] [--jobs 2] [--minutes 110] [--each 300] [--work target/mutants] [MODULE…]

It needs cargo-mutants, which says what can be changed and into what. To compile the program once instead of once for each
change, a copy of the repository holds all of them, each behind a switch that the environment sets. Each test is run alone
once, to learn which changes it comes by; a change is then tried with those tests only, the quickest first, until one fails.

A change that no test comes by, or that all pass with, is missed. What was learnt is in `target/mutants/results.jsonl`.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
# What decides: where a change that goes unnoticed is a finding that is wrong, or lost.
MODULES = [
    "baseline", "config", "diagnostic", "engine", "facts", "objects", "rules", "suppress",
    "validation/check.rs", "validation/field.rs", "validation/gates.rs", "validation/mod.rs", "validation/versions.rs",
]
# No test takes as many seconds, on a busy machine.
PATIENCE = 1200
# In as many seconds of tests, what it takes to start a program is not felt.
LONG_ENOUGH = 5

SWITCH = '''//! Which change of the logic is made, and which are come by: only in the copy that is tried.

use std::{
    fs::OpenOptions,
    io::Write,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

static MADE: LazyLock<usize> = LazyLock::new(|| {
    let made = std::env::var("PODLINT_MUTANT").ok();
    made.and_then(|made| made.parse().ok()).unwrap_or(usize::MAX)
});
static SEEN: [AtomicBool; COUNT] = [const { AtomicBool::new(false) }; COUNT];
static NOTES: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("PODLINT_MUTANTS_SEEN").ok());

#[must_use]
pub fn on(mutant: usize) -> bool {
    if let Some(path) = &*NOTES
        && !SEEN[mutant].swap(true, Ordering::Relaxed)
        && let Ok(mut file) = OpenOptions::new().append(true).create(true).open(path)
    {
        let _ = file.write_all(format!("{mutant}\\n").as_bytes());
    }
    *MADE == mutant
}
'''


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--each", type=float, default=300, help="seconds of tests for one change")
    parser.add_argument("--work", default=f"{ROOT}/target/mutants")
    parser.add_argument("modules", nargs="*", default=MODULES)
    return parser.parse_args()


def listed(modules):
    """All changes that cargo-mutants knows for the modules."""
    globs = [part for module in modules for part in ("--file", f"src/{module}" if module.endswith(".rs") else f"src/{module}/**/*.rs")]
    command = ["cargo", "mutants", "--list", "--json", "--dir", ROOT, *globs]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


class Text:
    """The text of a file, whose places are lines and columns from 1 on."""

    def __init__(self, text):
        self.text = text
        self.lines = [0]
        self.lines += [found.end() for found in re.finditer("\n", text)]

    def span(self, span):
        at = lambda place: self.lines[place["line"] - 1] + place["column"] - 1
        return at(span["start"]), at(span["end"])


def body_of(text, span):
    """Where the braces of a function are, in what holds the whole function."""
    start, end = span
    name = re.compile(r"\bfn\b").search(text, start, end)
    return (text.index("{", name.end()), end) if name else None


def changed(text, body, mutant, file):
    """The body of a function with one change."""
    start, end = file.span(mutant["span"])
    replacement = mutant["replacement"]
    if mutant["genre"] in ("MatchArm", "StructField") and text[end:end + 1] == ",":
        end += 1
    if mutant["genre"] == "FnValue":
        return "{ " + replacement + " }"
    return text[body[0]:start] + replacement + text[end:body[1]]


def switched(source, mutants):
    """The text of a file in which each change waits behind its switch, and the changes for which there is a place."""
    file = Text(source)
    text, pieces, placed, behind = file.text, [], [], 0
    by_function = collections.defaultdict(list)
    for mutant in mutants:
        if mutant["function"]:
            by_function[file.span(mutant["function"]["span"])].append(mutant)
    for span, within in sorted(by_function.items()):
        body = body_of(text, span)
        # A function within another is tried with another sample.
        if body is None or body[0] < behind:
            continue
        arms = "".join(f"if crate::mutants::on({mutant['id']}) {changed(text, body, mutant, file)} else " for mutant in within)
        pieces += [text[behind:body[0]], "{ ", arms, text[body[0]:body[1]], " }"]
        behind = body[1]
        placed += within
    return "".join([*pieces, text[behind:]]), placed


def copy(work):
    tree = f"{work}/tree"
    shutil.rmtree(tree, ignore_errors=True)
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, files.split("\0")):
        if not os.path.lexists(f"{ROOT}/{name}"):
            continue
        os.makedirs(os.path.dirname(f"{tree}/{name}"), exist_ok=True)
        shutil.copy2(f"{ROOT}/{name}", f"{tree}/{name}", follow_symlinks=False)
    # Tests ask where the repository begins.
    subprocess.run(["git", "init", "--quiet"], cwd=tree, check=True)
    return tree


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def switch(tree, texts, mutants):
    """Puts the changes into the copy, behind their switches, and returns those for which there is a place."""
    placed = []
    for name, text in texts.items():
        text, here = switched(text, [mutant for mutant in mutants if mutant["file"] == name])
        write(f"{tree}/{name}", text)
        placed += here
    return placed


def add_switch(tree, mutants):
    library = read(f"{tree}/src/lib.rs")
    write(f"{tree}/src/lib.rs", re.sub(r"^pub mod ", "#[doc(hidden)]\npub mod mutants;\n\\g<0>", library, count=1, flags=re.MULTILINE))
    write(f"{tree}/src/mutants.rs", f"{SWITCH}\nconst COUNT: usize = {len(mutants)};\n")


def refused(tree, message):
    """Which changes an error of the compiler is about: those whose switches stand last before its places, or there."""
    found = set()
    for span in message.get("spans", []):
        end = span["byte_start"] + len("crate::mutants::on(000)")
        before = read(f"{tree}/{span['file_name']}").encode()[:end].decode(errors="ignore")
        switches = re.findall(r"crate::mutants::on\((\d+)\)", before)
        found.update(int(number) for number in switches[-1:])
    return found


def cargo(tree, work, *arguments):
    """What a call of cargo ends with, and what it says for programs."""
    environment = dict(os.environ, CARGO_TARGET_DIR=f"{work}/build", RUSTFLAGS="--cap-lints allow")
    command = ["cargo", *arguments, "--locked", "--message-format", "json"]
    ended = subprocess.run(command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    return ended, messages


def build(tree, work, mutants):
    """Compiles the tests with all changes that can be compiled, and returns these and the tests' programs."""
    texts = {mutant["file"]: read(f"{tree}/{mutant['file']}") for mutant in mutants}
    add_switch(tree, mutants)
    while True:
        placed = switch(tree, texts, mutants)
        ended, messages = cargo(tree, work, "check", "--lib")
        if ended.returncode == 0:
            break
        errors = [m["message"] for m in messages if m.get("reason") == "compiler-message" and m["message"]["level"] == "error"]
        out = set().union(*(refused(tree, error) for error in errors))
        if not out:
            sys.exit("\n".join(error["rendered"] for error in errors) or ended.stderr)
        print(f"{len(out)} changes cannot be compiled", flush=True)
        mutants = [mutant for mutant in mutants if mutant["id"] not in out]
    ended, messages = cargo(tree, work, "test", "--no-run", "--lib", "--test", "main")
    if ended.returncode != 0:
        sys.exit(ended.stderr)
    return placed, [m["executable"] for m in messages if m.get("executable") and m["profile"]["test"]]


def run(program, tests, tree, patience, **environment):
    """Which of some tests of a program fail, and how many seconds they take. What takes longer than `patience` is caught in a loop."""
    started = time.monotonic()
    command = [program, "--exact", *tests, "--quiet"]
    try:
        ended = subprocess.run(command, cwd=tree, env=dict(os.environ, **environment), timeout=patience, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return ["too long"], patience
    failed = re.findall(r"^    (\S+)$", ended.stdout.rpartition("failures:")[2], re.MULTILINE)
    return failed or ["a crash"] * (ended.returncode != 0), time.monotonic() - started


def names(program, tree):
    listing = subprocess.run([program, "--list", "--format", "terse"], cwd=tree, check=True, capture_output=True, text=True)
    return [(program, line.removesuffix(": test")) for line in listing.stdout.splitlines() if line.endswith(": test")]


def reached(test, tree, work, number):
    """How long a test takes that passes in the copy, and the changes that it comes by."""
    notes = f"{work}/seen/{number}"
    failed, seconds = run(test[0], [test[1]], tree, PATIENCE, PODLINT_MUTANTS_SEEN=notes)
    if failed:
        return test, None, set()
    seen = read(notes).split() if os.path.exists(notes) else []
    return test, seconds, {int(mutant) for mutant in seen}


def batches(tests):
    """Tests with their seconds, the quickest first, as calls of a program that take some seconds each: a program, tests, seconds."""
    together = []
    for seconds, (program, name) in sorted(tests):
        if not together or together[-1][0] != program or together[-1][2] + seconds > LONG_ENOUGH:
            together.append([program, [], 0])
        together[-1][1].append(name)
        together[-1][2] += seconds
    return together


def verdict(mutant, tests, tree, most):
    """A change with the test that notices it; none if all pass, or if `most` seconds are over."""
    tried = spent = 0
    for program, names, seconds in batches(tests):
        failed, took = run(program, names, tree, 60 + 10 * seconds, PODLINT_MUTANT=str(mutant["id"]))
        if failed:
            return dict(mutant, caught=failed[0])
        tried, spent = tried + len(names), spent + took
        if spent > most:
            break
    return dict(mutant, caught=None, tried=tried, left=len(tests) - tried)


def table(results):
    rows = collections.defaultdict(lambda: [0, 0])
    for result in results:
        rows[result["file"].split("/")[1]][result["caught"] is None] += 1
    rows["all"] = [sum(row[i] for row in rows.values()) for i in (0, 1)]
    print(f"{'module':12} caught missed")
    for module, (caught, missed) in rows.items():
        print(f"{module:12} {caught:6} {missed:6}")


def main():
    asked = arguments()
    began = time.monotonic()
    os.makedirs(asked.work, exist_ok=True)
    mutants = listed(asked.modules)
    print(f"{len(mutants)} changes can be made", flush=True)
    chosen = random.Random(asked.seed).sample(mutants, min(asked.sample, len(mutants)))
    for number, mutant in enumerate(chosen):
        mutant["id"] = number
        del mutant["diff"]
    tree = copy(asked.work)
    placed, programs = build(tree, asked.work, chosen)
    print(f"{len(placed)} of {len(chosen)} are switched, {time.monotonic() - began:.0f} s", flush=True)

    shutil.rmtree(f"{asked.work}/seen", ignore_errors=True)
    os.makedirs(f"{asked.work}/seen")
    tests = [test for program in programs for test in names(program, tree)]
    comes_by = collections.defaultdict(list)
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool:
        for test, seconds, seen in pool.map(lambda pair: reached(pair[1], tree, asked.work, pair[0]), enumerate(tests)):
            if seconds is None:
                print(f"not used, since it fails in the copy: {test[1]}", flush=True)
            for mutant in seen:
                comes_by[mutant].append((seconds, test))
    print(f"{len(tests)} tests, {time.monotonic() - began:.0f} s", flush=True)

    results = []
    with concurrent.futures.ThreadPoolExecutor(asked.jobs) as pool, open(f"{asked.work}/results.jsonl", "w", encoding="utf-8") as file:
        waiting = [pool.submit(verdict, mutant, comes_by[mutant["id"]], tree, asked.each) for mutant in placed]
        for done in concurrent.futures.as_completed(waiting):
            result = done.result()
            results.append(result)
            file.write(json.dumps(result) + "\n")
            file.flush()
            if result["caught"] is None:
                print(f"missed: {result['name']} ({result['tried']} tests, {result['left']} more)", flush=True)
            if time.monotonic() - began > 60 * asked.minutes:
                print("the time is over", flush=True)
                pool.shutdown(cancel_futures=True)
                break
    table(results)


if __name__ == "__main__":
    main()
