#!/usr/bin/env python3
"""Asks kustomize what it makes of the kustomizations of tests/data/kustomize, and writes its answers there.

usage: kustomize.py [--kustomize PROGRAM] [--helm PROGRAM] [FILE]...

A file has a sentence, then sections: `-- PATH --` and the file's text. Behind `-- build --` stands the directory that is
built, and behind `-- kustomize --`, which is written anew, what kustomize prints, or `refused`.
"""
import argparse, glob, os, subprocess, sys, tempfile

from charts import sections, write

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "kustomize")


def answer(asked, files, directory):
    with tempfile.TemporaryDirectory() as work:
        write(files, work)
        command = [asked.kustomize, "build", "--enable-helm", "--helm-command", asked.helm, directory]
        done = subprocess.run(command, cwd=work, capture_output=True, text=True)
        return "refused\n" if done.returncode else done.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*")
    parser.add_argument("--kustomize", default="kustomize")
    parser.add_argument("--helm", default="helm")
    asked = parser.parse_args()
    for path in asked.files or sorted(glob.glob(os.path.join(DATA, "*.txt"))):
        with open(path) as file:
            about, parts = sections(file.read())
        files = [(name, text) for name, text in parts if name not in ("build", "kustomize")]
        said = answer(asked, files, dict(parts)["build"].strip())
        kept = "".join(f"-- {name} --\n{text}" for name, text in parts if name != "kustomize")
        with open(path, "w") as file:
            file.write(about + kept + "-- kustomize --\n" + said)


if __name__ == "__main__":
    sys.exit(main())
