#!/usr/bin/env python3
"""How much memory podlint takes for texts that are made to take much.

usage: memory.py [--podlint target/release/podlint] [SHAPE…]

Each shape is checked once, on one processor and with its report thrown away. What is printed is the most that the kernel
counted for the process, beside what it may be: 32 MiB, and 50 times the size of the files. Where it is more the script fails,
but for the shapes that are known to take more, which may not take still more. No time is measured, so that other work on the machine changes nothing.
"""
import argparse
import os
import sys
import tempfile

from growth import POD, SHAPES
from run import write

MIB = 1 << 20
LEAST, TIMES = 32 * MIB, 50


def versions(count):
    """A CRD of many versions, each with an object."""
    head = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec:\n"
    names = "  group: example.com\n  scope: Namespaced\n  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}\n  versions:\n"
    schema = "{openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {a: {type: string}}}}}}"
    listed = "".join(f"  - {{name: v{at + 1}, served: true, storage: {str(not at).lower()}, schema: {schema}}}\n" for at in range(count))
    objects = "".join(f"---\napiVersion: example.com/v{at + 1}\nkind: Thing\nmetadata: {{name: a}}\nspec: {{a: 1}}\n" for at in range(count))
    return head + names + listed + objects


def bad_pods(count):
    return "---\n".join(["apiVersion: v1\nkind: Pod\nmetadata: {name: A_}\nspec: {containers: [{name: B_}]}\n"] * count)


def equal_volumes(count):
    return POD + "  - {name: c, image: 'r/c:1'}\n  volumes:\n" + "  - {name: v, emptyDir: {}}\n" * count


def broken(count):
    return "kind: [\n---\n" * count


# The shapes of growth.py at a size at which they are large, and some that are told of most.
LARGE = {name: lambda shape=shape: shape(8) for name, shape in SHAPES.items()} | {
    "versions": lambda: [("all.yaml", versions(2000))],
    "bad pods": lambda: [("all.yaml", bad_pods(10_000))],
    "equal volumes": lambda: [("all.yaml", equal_volumes(10_000))],
    "broken documents": lambda: [("all.yaml", broken(100_000))],
}


def peak(podlint, folder):
    """The most memory of a run, in bytes, and how it ended."""
    arguments = [podlint, "check", folder, "--exit-zero", "--format", "concise", "--quiet"]
    schemas = os.path.join(folder, "schemas")
    if os.path.isdir(schemas):
        arguments += ["--schema-location", schemas]
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        os.execv(podlint, arguments)
    _, status, usage = os.wait4(child, 0)
    return usage.ru_maxrss * 1024, os.waitstatus_to_exitcode(status)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--podlint", default="target/release/podlint")
    parser.add_argument("shapes", nargs="*")
    options = parser.parse_args()
    podlint = os.path.abspath(options.podlint)
    failed = False
    for name in options.shapes or LARGE:
        with tempfile.TemporaryDirectory() as folder:
            write(folder, LARGE[name]())
            size = sum(os.path.getsize(os.path.join(at, file)) for at, _, files in os.walk(folder) for file in files)
            used, code = peak(podlint, folder)
        most = LEAST + TIMES * size
        wrong = used > most or code not in (0, 2)
        failed |= wrong
        print(f"{name:40} {size / MIB:8.2f} MiB of text {used / MIB:8.1f} of {most / MIB:8.1f} MiB{'  too much' if used > most else ''}{f'  ended with {code}' if code not in (0, 2) else ''}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
