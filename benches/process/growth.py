#!/usr/bin/env python3
"""How the work of podlint grows with its input, in instructions that valgrind counts.

usage: growth.py [--podlint target/release/podlint] [SHAPE…]

Each shape is checked at 1, 2 and 4 times its size, on one processor. What is printed are the instructions of each run, and
what a part more takes from 2 to 4 times, where 1.00 is that from 1 to 2; what every run takes falls out. Where it is above
1.10 the script fails.
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


def fields_at_the_top(count):
    """Fields that nobody knows, beside those by which an object is called."""
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n" + "".join(f"field{at}: 1\n" for at in range(count))


def long_keys(count):
    """Fields that nobody knows, of a thousand letters each."""
    return POD + "  - name: c\n    image: r/c:1\n" + "".join("    " + f"key{at:03}" * 160 + ": 1\n" for at in range(count))


def equal_variables(count):
    return POD + "  - name: c\n    image: r/c:1\n    env:\n" + "    - {name: X, value: a}\n" * count


def references(count):
    """Variables that name the one behind them, and one that is not there."""
    env = "".join(f"    - {{name: X{at}, value: 'a$(X{at + 1})$(Y{at})'}}\n" for at in range(count))
    return POD + "  - name: c\n    image: r/c:1\n    env:\n" + env


def role(count):
    """Rules of a role whose groups do not have what they name."""
    rules = "- {apiGroups: [''], resources: [deployments, pod], verbs: [get, lsit]}\n" * count
    return "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules:\n" + rules


def beside_each_other(count):
    """Files of one directory, with a finding each that the files around may explain."""
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec: {}\n"
    return [(f"app-{at}.yaml", text) for at in range(count)]


def ignored(names, lines, count):
    """Suppressions of a whole file, and what they leave out."""
    fields = "".join(f"    field{at}: 1\n" for at in range(count))
    return f"# podlint: ignore-file[{names}] known\n" * lines + POD + "  - name: c\n    image: r/c:1\n" + fields


def suppressions_at_depth(count):
    """Comments that all stand as deep as the brackets go."""
    return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\nx: " + "[\n" * count + "# podlint: ignore[bare-pod] known\n1,\n" * count + "]" * count + "\n"


def annotations(count):
    names = ", ".join(f"rule{at}" for at in range(count))
    return f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a, annotations: {{podlint/ignore: '{names} known'}}}}\n"


def with_settings(text):
    return [("podlint.toml", text), ("all.yaml", containers(10))]


def overrides(count):
    return with_settings("".join(f"[[overrides]]\npaths = ['d{at}/**']\nignore = ['bare-pod']\n" for at in range(count)))


def globs(count):
    return with_settings("exclude = [" + ", ".join(f"'d{at}/**'" for at in range(count)) + "]\n")


def unknown_settings(count):
    return with_settings("".join(f"key{at} = 1\n" for at in range(count)))


def kustomization(count):
    resources = "".join(f"- r{at}.yaml\n" for at in range(count))
    return [("kustomization.yaml", "resources:\n- all.yaml\n" + resources), ("all.yaml", containers(10))]


def commands(count):
    """A script of commands whose output stands among the words of others: within each other, and beside each other."""
    within = "$(cat " * count + "/a" + ")" * count
    return POD + f"  - name: c\n    image: r/c:1\n    command: [sh, -c, 'cp {within} {'$(cat /a) ' * count} /b']\n"


def custom(properties, spec):
    """A custom resource, and the definition that it is checked with."""
    head = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.com}\nspec:\n"
    names = "  group: example.com\n  scope: Namespaced\n  names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}\n"
    schema = f"{{type: object, properties: {{spec: {{type: object, properties: {{{properties}}}}}}}}}"
    version = f"  versions:\n  - {{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {schema}}}}}\n"
    resource = f"apiVersion: example.com/v1\nkind: Thing\nmetadata: {{name: a}}\nspec: {{{spec}}}\n"
    return [("schemas/crd.yaml", head + names + version), ("thing.yaml", resource)]


def patterns(count):
    """As many patterns of a schema, and values that do not match."""
    properties = ", ".join(f"p{at}: {{type: string, pattern: '^[\\p{{L}}]{{3}}x{at}$'}}" for at in range(count))
    return custom(properties, ", ".join(f"p{at}: '1'" for at in range(count)))


def enumeration(count):
    """Values of a list that are none of as many that are allowed; only some of those are near to be meant."""
    allowed = ", ".join(f"allowed-{at}" for at in range(2000))
    return custom(f"p: {{type: array, items: {{type: string, enum: [{allowed}]}}}}", "p: [" + ", ".join(f"x{at}" for at in range(count)) + "]")


def unknown_properties(count):
    return custom("p: {type: string}", ", ".join(f"q{at}: 1" for at in range(count)))


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
    "aliases": lambda size: one_file(aliases(1000 * size)),
    "depth": lambda size: one_file(depth(1000 * size)),
    "fields at the top": lambda size: one_file(fields_at_the_top(500 * size)),
    "long keys": lambda size: one_file(long_keys(100 * size)),
    "equal variables": lambda size: one_file(equal_variables(400 * size)),
    "references to variables": lambda size: one_file(references(400 * size)),
    "rules of a role": lambda size: one_file(role(400 * size)),
    "files beside each other": lambda size: beside_each_other(500 * size),
    "a long rule name": lambda size: one_file(ignored("x" * 100000 * size, 1, 10)),
    "unknown rule names": lambda size: one_file(ignored(",".join(f"rule{at}" for at in range(5000 * size)), 1, 10)),
    "known rule names": lambda size: one_file(ignored(",".join(["unknown-field"] * 1000 * size), 1, 250 * size)),
    "suppressions of a file": lambda size: one_file(ignored("unknown-field", 500 * size, 250 * size)),
    "suppressions at depth": lambda size: one_file(suppressions_at_depth(500 * size)),
    "annotations": lambda size: one_file(annotations(2000 * size)),
    "commands": lambda size: one_file(commands(2000 * size)),
    "overrides": lambda size: overrides(100 * size),
    "globs": lambda size: globs(200 * size),
    "unknown settings": lambda size: unknown_settings(1000 * size),
    "resources of a kustomization": lambda size: kustomization(2000 * size),
    "patterns of a schema": lambda size: patterns(20 * size),
    "values of an enumeration": lambda size: enumeration(100 * size),
    "unknown custom fields": lambda size: unknown_properties(250 * size),
}
SIZES = [1, 2, 4]


def instructions(podlint, folder):
    """How many a check takes."""
    podlint = [os.path.abspath(podlint), "check", folder, "--format", "concise", "--quiet"]
    if os.path.exists(f"{folder}/schemas"):
        podlint += ["--schema-location", f"{folder}/schemas"]
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
            first, then = ((next - last) / size for size, last, next in zip(SIZES, taken, taken[1:]))
            worst = max(worst, then / first)
            counted = "".join(f"{count / 1e6:10.1f}" for count in taken)
            print(f"{name:38} {counted}   {then / first:5.2f}", flush=True)
    if worst > 1.1:
        sys.exit(f"grows by {worst:.2f}")


if __name__ == "__main__":
    main()
