#!/usr/bin/env python3
"""How the work of podlint grows with its input, in instructions that valgrind counts.

usage: growth.py [--podlint target/release/podlint] [SHAPE…]

Each shape is checked at 1, 2, 4 and 8 times its size, on one processor. What is printed is what a part more takes from
each size to the next, where 1.00 is that from the first to the second; what every run takes falls out. Where it is above
1.10 at the end the script fails.
"""
import argparse
import os
import re
import subprocess
import sys
import tempfile

from run import as_json, definition, equal_keys, objects, write

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: n}\nspec:\n  containers:\n"


def keys(count):
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: keys}\ndata:\n" + "".join(f"  k{at}: v\n" for at in range(count))


def containers(count):
    """Each with a port, a volume and a variable of its own."""
    one = "  - {{name: c{0}, image: 'r/c{0}:1', ports: [{{containerPort: {1}}}], volumeMounts: [{{name: v{0}, mountPath: /d}}]}}\n"
    listed = "".join(one.format(at, 1024 + at) for at in range(count))
    return POD + listed + "  volumes:\n" + "".join(f"  - {{name: v{at}, emptyDir: {{}}}}\n" for at in range(count))


def alike(count):
    """Containers that are all called one thing, declare one port and mount a volume that is not there."""
    return POD + "  - {name: c, image: 'r/c:1', ports: [{containerPort: 80}], volumeMounts: [{name: v, mountPath: /d}]}\n" * count


def said(count):
    """What one container may have many of."""
    of = lambda form: ", ".join(form.format(at) for at in range(count))
    ports, variables, mounts = of("{{containerPort: {0}, name: p{0}}}"), of("{{name: V{0}, value: x}}"), of("{{name: v{0}, mountPath: /d{0}}}")
    listed = f"  - {{name: c, image: 'r/c:1', ports: [{ports}], env: [{variables}], volumeMounts: [{mounts}]}}\n"
    return POD + listed + "  volumes:\n" + "".join(f"  - {{name: v{at}, emptyDir: {{}}}}\n" for at in range(count))


def merges(count):
    """Each mapping merges the one before it twice."""
    first = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx0: &x0 {k: v}\n"
    return first + "".join(f"x{at + 1}: &x{at + 1} {{<<: [*x{at}, *x{at}], k{at}: v}}\n" for at in range(count))


def long_name(count):
    """A name that grows, on an object with a hundred findings."""
    fields = "".join(f"    field{at}: 1\n" for at in range(100))
    return POD.replace("name: p", "name: " + "p" * 100 * count) + "  - name: c\n    image: r/c:1\n" + fields


def long_line(count):
    """Findings and suppressions that all stand on one line."""
    names = ",".join(f"bare-pot{at}" for at in range(count))
    fields = ", ".join(f"field{at}: 1" for at in range(count))
    return f"# podlint: ignore[{names}] known\n{POD}  - {{name: c, image: 'r/c:1', {fields}}}\n"


def finalizers(count):
    """Entries of a list that are to differ, and that are none that Kubernetes would take."""
    listed = ", ".join(f"v{at}" for at in range(count))
    return f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: a, finalizers: [{listed}], labels: {{a: b}}}}\n"


def findings(count):
    """Fields that nobody knows, in one object."""
    return POD + "  - name: c\n    image: r/c:1\n" + "".join(f"    field{at}: 1\n" for at in range(count))


def suppressions(count):
    """Each for a finding of its own."""
    fields = "".join(f"    field{at}: 1 # podlint: ignore[unknown-field] known\n" for at in range(count))
    return POD + "  - name: c\n    image: r/c:1\n" + fields


def services(count):
    """Workloads of one namespace, each with a Service that selects it."""
    return "---\n".join(objects(3 * count))


def aliases(count):
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: &d\n" + "".join(f"  k{at}: &a{at} v\n" for at in range(count)) + "x:\n" + "".join(f"- *a{at}\n" for at in range(count))


def depth(count):
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx: " + "[" * count + "]" * count + "\n"


def lists(count):
    items = "".join("- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: c%d}\n  data: {a: b}\n" % at for at in range(count))
    return "apiVersion: v1\nkind: List\nitems:\n" + items


def one_file(text):
    return [("all.yaml", text)]


# Of each shape its files at a size.
SHAPES = {
    "small files": lambda size: [(f"app-{at}/manifest.yaml", text) for at, text in enumerate(objects(150 * size))],
    "documents": lambda size: one_file("---\n".join(objects(150 * size))),
    "items of a List": lambda size: one_file(lists(150 * size)),
    "definitions": lambda size: [(f"crd-{at}.yaml", definition(at)) for at in range(10 * size)],
    "JSON": lambda size: [(f"map-{at}.json", as_json(at)) for at in range(100 * size)],
    "keys": lambda size: one_file(keys(1000 * size)),
    "equal keys": lambda size: one_file(equal_keys(250 * size)),
    "containers": lambda size: one_file(containers(150 * size)),
    "containers alike": lambda size: one_file(alike(150 * size)),
    "ports, variables, mounts and volumes": lambda size: one_file(said(600 * size)),
    "merges": lambda size: one_file(merges(100 * size)),
    "a long name": lambda size: one_file(long_name(100 * size)),
    "a long line": lambda size: one_file(long_line(200 * size)),
    "finalizers": lambda size: one_file(finalizers(200 * size)),
    "findings": lambda size: one_file(findings(250 * size)),
    "suppressions": lambda size: one_file(suppressions(250 * size)),
    "services": lambda size: one_file(services(50 * size)),
    "aliases": lambda size: one_file(aliases(500 * size)),
    "depth": lambda size: one_file(depth(1000 * size)),
}
SIZES = [1, 2, 4, 8]


def instructions(podlint, folder):
    """How many a check takes."""
    podlint = [os.path.abspath(podlint), "check", folder, "--format", "concise", "--no-config", "--quiet"]
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    # On one processor no thread waits for another.
    command = ["taskset", "-c", "0", *valgrind, *podlint]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    counted = re.search(r"I +refs: +([\d,]+)", done.stderr)
    if not counted:
        sys.exit(done.stderr)
    return int(counted[1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--podlint", default="target/release/podlint")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(SHAPES))
    asked = parser.parse_args()
    worst = 0
    with tempfile.TemporaryDirectory() as scratch:
        for name in asked.shapes or SHAPES:
            taken = []
            for size in SIZES:
                folder = f"{scratch}/{name} {size}"
                write(folder, SHAPES[name](size))
                taken.append(instructions(asked.podlint, folder))
            more = [(next - last) / size for size, last, next in zip(SIZES, taken, taken[1:])]
            worst = max(worst, more[-1] / more[0])
            grown = "  ".join(f"to {2 * size}x {share / more[0]:.2f}" for size, share in zip(SIZES, more))
            print(f"{name:16} {more[0] / 1e6:8.1f} million   {grown}", flush=True)
    if worst > 1.1:
        sys.exit(f"grows by {worst:.2f}")


if __name__ == "__main__":
    main()
