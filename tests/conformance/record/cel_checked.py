#!/usr/bin/env python3
"""Puts expressions together by chance, asks the API server's own packages what they say of them, and writes both.

usage: cel_checked.py [--seed N] [--rows N] [--minor N] [--out FILE]

A row has the type of `self`, and 25 expressions: some are right, some ask for what is of another type, some are broken. Without
--out the rows go to tests/data/cel/checked.jsonl.gz. What answers is built with go from `cel_checked/`, whose go.mod names the version.
"""
import argparse, gzip, json, os, random, re, subprocess, sys
from record import DATA

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cel_checked")
SIMPLE = ["string", "int", "bool", "double", "uint", "bytes", "duration", "timestamp"]
LITERALS = {
    "string": ["'a'", "''", "'a/b'", '"x-y"', "'ä'", "r'^a+$'", "'1.2.3.4'", "'10.0.0.0/8'", "'1Gi'", "'https://a.b/c'", "'1.2.3'"],
    "int": ["0", "1", "-1", "42", "0x10"], "uint": ["0u", "7u"], "bool": ["true", "false"], "double": ["1.5", "0.0", "-2.25"],
    "bytes": ["b'a'", "b''"], "duration": ["duration('1h')", "duration('5s')"], "timestamp": ["timestamp('2020-01-01T00:00:00Z')"],
    "type": ["int", "string", "list", "map", "null_type", "google.protobuf.Duration"], "dyn": ["dyn(1)", "dyn('a')"],
    "format": ["format.dns1123Label()", "format.uri()"], "null": ["null"],
}
# What is of a type: `<string>` is an expression of that type, A, B and C are any types, and `$x:A` is a variable for what follows.
TEMPLATES = {
    "any": ["<bool> ? <R> : <R>", "<list R>[<int>]", "<map K R>[<K>]", "<optional R>.orValue(<R>)", "<optional R>.value()"],
    "bool": [
        "(<bool> && <bool>)", "(<bool> || <bool>)", "!(<bool>)", "<A> == <A>", "<A> != <A>", "<S> < <S>", "<S> >= <S>", "<int> <= <double>",
        "<A> in <list A>", "<K> in <map K A>", "<list A>.all($x:A, <bool>)", "<list A>.exists($x:A, <bool>)", "<list A>.exists_one($x:A, <bool>)",
        "<map K A>.all($k:K, <bool>)", "<list A>.all($i:int, $x:A, <bool>)", "<map K A>.exists($k:K, $v:A, <bool>)", "has(<field>)",
        "<string>.startsWith(<string>)", "<string>.endsWith(<string>)", "<string>.contains(<string>)", "<string>.matches(<string>)",
        "<optional A>.hasValue()", "type(<A>) == <type>", "<list S>.isSorted()", "sets.contains(<list A>, <list A>)",
        "sets.equivalent(<list A>, <list A>)", "isQuantity(<string>)", "<quantity>.isGreaterThan(<quantity>)", "isURL(<string>)",
        "isIP(<string>)", "<ip>.isLoopback()", "<cidr>.containsIP(<string>)", "<cidr>.containsCIDR(<cidr>)", "<format>.validate(<string>).hasValue()",
        "<semver>.isLessThan(<semver>)", "bool(<string>)",
    ],
    "int": [
        "(<int> + <int>)", "(<int> - <int>)", "(<int> / <int>)", "size(<string>)", "<list A>.size()", "size(<map K A>)", "int(<S>)", "-(<int>)",
        "<timestamp>.getHours()", "<timestamp>.getMonth(<string>)", "<duration>.getSeconds()", "<string>.indexOf(<string>)",
        "<list A>.lastIndexOf(<A>)", "<list int>.sum()", "<list int>.max()", "<quantity>.compareTo(<quantity>)", "<semver>.major()",
        "<ip>.family()", "<cidr>.prefixLength()",
    ],
    "uint": ["(<uint> * <uint>)", "uint(<int>)"],
    "double": ["(<double> * <double>)", "double(<S>)", "<list double>.min()", "<quantity>.asApproximateFloat()"],
    "bytes": ["bytes(<string>)", "(<bytes> + <bytes>)"],
    "duration": ["duration(<string>)", "(<timestamp> - <timestamp>)", "(<duration> + <duration>)"],
    "timestamp": ["timestamp(<string>)", "(<timestamp> + <duration>)"],
    "string": [
        "(<string> + <string>)", "string(<S>)", "<string>.lowerAscii()", "<string>.trim()", "<string>.replace(<string>, <string>)",
        "<string>.substring(<int>)", "<string>.charAt(<int>)", "<list string>.join(<string>)", "'%s %d'.format([<A>, <int>])",
        "'%f'.format([<double>])", "strings.quote(<string>)", "<string>.find(<string>)", "<url>.getHost()", "string(<ip>)",
    ],
    "list": [
        "[<E>, <E>]", "[]", "[?<optional E>]", "(<R> + <R>)", "<list A>.map($x:A, <E>)", "<list A>.map($x:A, <bool>, <E>)", "<R>.filter($x:E, <bool>)",
        "<map K A>.map($k:K, <E>)", "<list A>.transformList($i:int, $x:A, <E>)", "<R>.slice(<int>, <int>)", "<R>.reverse()", "<R>.distinct()",
        "<R>.sortBy($x:E, <S>)", "<list R>.flatten()",
    ],
    "list string": ["<string>.split(<string>)", "<string>.split(<string>, <int>)", "<string>.findAll(<string>)"],
    "map": ["{<K>: <E>}", "{}", "<map K A>.transformMap($k:K, $v:A, <E>)"],
    "optional": [
        "optional.of(<E>)", "optional.none()", "<optional A>.optMap($x:A, <E>)", "<optional A>.optFlatMap($x:A, <R>)", "<R>.or(<R>)",
        "<list E>.first()", "<list E>[?<int>]", "<map K E>[?<K>]", "optional.ofNonZeroValue(<E>)",
    ],
    "dyn": ["dyn(<A>)", "self.any.a", "dyn(<A>).b"],
    "quantity": ["quantity(<string>)", "<quantity>.add(<int>)"], "url": ["url(<string>)"], "ip": ["ip(<string>)", "<cidr>.ip()"],
    "cidr": ["cidr(<string>)", "<cidr>.masked()"], "semver": ["semver(<string>)"],
}


def shape(kind, most=0, **more):
    return {"t": kind, **({"max": most} if most else {}), **more}


ITEM = shape("object", fields={"name": shape("string", 252), "n": shape("int"), "tags": shape("list", 5, of=shape("string", 40)),
                               "sub": shape("object", fields={"k": shape("string", 20), "m": shape("map", 3, of=shape("string", 28))})})
SELF = shape("object", fields={
    "s": shape("string", 160), "n": shape("int"), "d": shape("double"), "b": shape("bool"), "y": shape("bytes", 100),
    "age": shape("duration", 32), "made": shape("timestamp", 32), "any": shape("dyn", 3145726), "l": shape("list", 16, of=shape("string", 252)),
    "li": shape("list", 100, of=shape("int")), "lo": shape("list", 10, of=ITEM), "ll": shape("list", 5, of=shape("list", 4, of=shape("string", 12))),
    "m": shape("map", 7, of=shape("string", 80)), "mi": shape("map", 8, of=shape("int")), "mo": shape("map", 9, of=ITEM), "o": ITEM,
    "__namespace__": shape("string", 252)})
ROOTS = [SELF, SELF, SELF, shape("string", 48), shape("int"), shape("list", 5, of=shape("string", 36)), shape("map", 3, of=ITEM), shape("list", 1047, of=ITEM)]


class Maker:
    """Makes expressions. Types are words, the outermost first: `list string`."""

    def __init__(self, chance, root, broken):
        self.chance, self.broken, self.names = chance, broken, 0
        self.variables = [("self", root), ("oldSelf", root)]

    def any_type(self, deep=1):
        of = self.chance.choice(SIMPLE + ["list", "map", "optional", "dyn", "item", "item"] if deep else SIMPLE)
        if of == "map":
            return "map string " + self.any_type(deep - 1)
        return f"{of} {self.any_type(deep - 1)}" if of in ("list", "optional") else of

    def seen(self, of, deep=3):
        """What of that type is seen from the variables, by fields, items and keys."""
        found = []

        def walk(text, at, left):
            if word(at) == of:
                found.append(text)
            at = opened(at)
            if left and isinstance(at, dict):
                for name, field in at.get("fields", {}).items():
                    walk(f"{text}.{name}", field, left - 1)
                if "of" in at and self.chance.random() < 0.5:
                    walk(text + ("[0]" if at["t"] == "list" else ".key"), at["of"], left - 1)

        for name, at in self.variables:
            walk(name, at, deep)
        return found

    def make(self, of, left):
        if self.broken and self.chance.random() < 0.03:
            of = self.any_type()
        seen = self.seen(of) if self.chance.random() < 0.7 else []
        if seen and self.chance.random() < (0.3 if left else 0.8):
            return self.chance.choice(seen)
        kind, _, rest = of.partition(" ")
        if not left and kind in LITERALS:
            return self.chance.choice(LITERALS[kind])
        choices = TEMPLATES.get(of, []) + TEMPLATES.get(kind, [])
        if left > 0:
            choices = choices + (TEMPLATES["any"] if self.chance.random() < 0.3 else [])
        else:
            choices = [choice for choice in choices if choice.count("<") < 2] or choices
        if left < -6 or not choices:
            return self.chance.choice(LITERALS.get(kind, ["null"]))
        names = {"A": self.any_type(), "S": self.chance.choice(SIMPLE), "K": "string", "R": of, "E": rest.removeprefix("string ") if kind == "map" else rest}
        return self.fill(self.chance.choice(choices), names, left)

    def fill(self, template, names, left):
        known = len(self.variables)

        def hole(match):
            variable, of, asked = match.groups()
            words = " ".join(names.get(word, word) for word in (of or asked).split())
            if variable:
                self.names += 1
                name = variable + (str(self.names) if self.chance.random() < 0.5 else "")
                self.variables.append((name, words))
                return name
            if words == "field":
                fields = [text for text in self.seen("string") + self.seen("int") if "." in text and not text.endswith("]")]
                return self.chance.choice(fields or ["self.s"])
            return self.make(words, left - 1)

        text = re.sub(r"\$(\w):(\w+)|<([A-Za-z ]+)>", hole, template)
        del self.variables[known:]
        return text


def word(at):
    """A type as words. An object is `item`, or none that is asked for."""
    if isinstance(at, str):
        return at
    if at["t"] == "list":
        return "list " + word(at["of"])
    if at["t"] == "map":
        return "map string " + word(at["of"])
    return "item" if at is ITEM else at["t"]


def opened(at):
    """What is within a type."""
    if at == "item":
        return ITEM
    if isinstance(at, str) and at.startswith(("list ", "map ")):
        kind = at.split()[0]
        return {"t": kind, "of": at.removeprefix("list ").removeprefix("map string ")}
    return at


def spoiled(chance, text):
    """An expression with one token changed."""
    tokens = re.findall(r"\w+|'[^']*'|[<>=!&|]+|.", text)
    at = chance.randrange(len(tokens))
    tokens[at] = chance.choice(["self", "size", "1", "'a'", "null", "+", "==", ".", "[]", "", tokens[at] + "s", tokens[at][:-1]])
    return "".join(tokens)


def row(chance, minor):
    root, optional, cases = chance.choice(ROOTS), chance.random() < 0.15, []
    while len(cases) < 25:
        maker = Maker(chance, root, chance.random() < 0.4)
        if optional:
            maker.variables[1] = ("oldSelf", "optional " + word(root))
        text = maker.make("bool" if chance.random() < 0.6 else maker.any_type(2), chance.randint(1, 4))
        text = spoiled(chance, text) if chance.random() < 0.2 else text
        if len(text) < 400:
            cases.append([text])
    return {"minor": minor, "self": root, "optional": optional, "cases": cases}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rows", type=int, default=200)
    options.add_argument("--minor", type=int, action="append")
    options.add_argument("--out")
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    minors = asked.minor or [29, 31, 35, 36]
    rows = "".join(json.dumps(row(chance, minors[number % len(minors)])) + "\n" for number in range(asked.rows))
    said = subprocess.run(["go", "run", "-C", HERE, "."], input=rows.encode(), stdout=subprocess.PIPE, check=True).stdout
    if asked.out:
        open(asked.out, "wb").write(said)
        return
    with open(os.path.join(DATA, "cel", "checked.jsonl.gz"), "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(said)


if __name__ == "__main__":
    sys.exit(main())
