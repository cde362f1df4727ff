#!/usr/bin/env python3
"""Writes the expressions of the tests that Kubernetes has for its libraries, as rows for `go run .`.

The tests are read from the Go module and run with a line in each of the functions that take an expression, which
writes it down; nothing of them is kept. Usage: own_tests.py VERSION MINOR, as in own_tests.py v0.36.3 36
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
FUNCTION = re.compile(r"(func test\w+\(t \*testing\.T, expr string[^{]*\{\n)")
WRITING = """package {package}

import ("encoding/json"; "os")

func written(expression string) {{
	file, _ := os.OpenFile(os.Getenv("WRITTEN"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	json.NewEncoder(file).Encode(expression)
	file.Close()
}}
"""


def main():
    version, minor = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        module = subprocess.run(
            ["go", "mod", "download", "-json", f"k8s.io/apiserver@{version}"], check=True, capture_output=True, cwd=HERE
        )
        copy = place / "apiserver"
        shutil.copytree(json.loads(module.stdout)["Dir"], copy)
        subprocess.run(["chmod", "-R", "u+w", copy], check=True)
        library = copy / "pkg/cel/library"
        for test in library.glob("*_test.go"):
            test.write_text(FUNCTION.sub(r"\1\twritten(expr)\n", test.read_text()))
        for package in ["library", "library_test"]:
            (library / f"written_in_{package.removesuffix('_test')}{len(package)}_test.go").write_text(WRITING.format(package=package))
        for name in ["go.mod", "go.sum", "main.go", "shown.go"]:
            shutil.copy(HERE / name, place)
        expressions = place / "expressions"
        environment = dict(os.environ, WRITTEN=str(expressions), GOFLAGS="-mod=mod")
        subprocess.run(["go", "mod", "edit", "-replace", f"k8s.io/apiserver={copy}"], check=True, cwd=place, env=environment)
        tests = ["go", "test", "-vet=off", "-count=1", "k8s.io/apiserver/pkg/cel/library"]
        subprocess.run(tests, check=True, cwd=place, env=environment, stdout=sys.stderr)
        for line in dict.fromkeys(expressions.read_text().splitlines()):
            print(f"[{line}, {minor}]")


main()
