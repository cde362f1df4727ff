#!/usr/bin/env python3
"""Asks Helm what it makes of the charts of tests/data/charts, and writes its answers there.

usage: charts.py [--helm PROGRAM] [FILE]...

A file has a sentence, then sections: `-- PATH --` and the file's text. Behind `-- args --` stands a line for each set of
arguments, and behind `-- helm --`, which is written anew, what Helm says to each of them after `# ARGS`: what it prints, or
`refused`. Helm has made `helm dependency build` of the chart before.
"""
import argparse, glob, os, re, shlex, subprocess, sys, tempfile

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "charts")


def sections(text):
    parts = re.split(r"^-- (.+) --\n", text, flags=re.MULTILINE)
    return parts[0], list(zip(parts[1::2], parts[2::2]))


def write(files, work):
    for path, text in files:
        target = os.path.join(work, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w") as file:
            file.write(text)


def answers(helm, files, lines):
    with tempfile.TemporaryDirectory() as work:
        write(files, work)
        if any("file://" in text for path, text in files if path == "shop/Chart.yaml"):
            subprocess.run([helm, "dependency", "build", "shop"], cwd=work, check=True, capture_output=True)
        for line in lines:
            arguments = line.split(" ") if line else []
            if "--kube-version" not in arguments:
                arguments += ["--kube-version", "v1.36.0"]
            done = subprocess.run([helm, "template", "shop", "--include-crds", *arguments], cwd=work, capture_output=True, text=True)
            yield f"# {line}".rstrip() + "\n" + (f"refused\n" if done.returncode else done.stdout)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--helm", default="helm")
    asked = parser.parse_args()
    for path in asked.files or sorted(glob.glob(os.path.join(DATA, "*.txt"))):
        with open(path) as file:
            about, parts = sections(file.read())
        files = [(name, text) for name, text in parts if name not in ("args", "helm")]
        lines = dict(parts)["args"].rstrip("\n").split("\n")
        said = "".join(answers(asked.helm, files, lines))
        with open(path, "w") as file:
            file.write(about + "".join(f"-- {name} --\n{text}" for name, text in parts if name != "helm") + "-- helm --\n" + said)


if __name__ == "__main__":
    sys.exit(main())
