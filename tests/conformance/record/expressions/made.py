#!/usr/bin/env python3
"""Writes expressions put together by chance, one JSON string a line: made.py SEED COUNT.

A third of them have letters changed by chance. The variables are those of `main.go`.
"""

import json
import random
import re
import sys

# What a type's expressions are made of. `{int}` is an expression of that type, and `@int` a new name for one, which the
# expressions behind it may use.
FORMS = {
    "bool": """true|false|b|!({bool})|({bool} && {bool})|({bool} || {bool})|({bool} ? {bool} : {bool})|{int} < {int}|{uint} >= {int}
        |{double} <= {int}|{string} > {string}|{bytes} < {bytes}|{ts} < {ts}|{du} >= {du}|{dyn} < {dyn}|{int} == {int}|{string} != {string}
        |{dyn} == {dyn}|{li} == {li}|{mi} != {mi}|{double} == {double}|{oi} == {oi}|{type} == {type}|{li}.all(@int, {bool})
        |{ls}.exists(@string, {bool})|{mi}.all(@string, {bool})|{ll}.exists_one(@li, {bool})|{li}.all(@int, @int, {bool})
        |{mi}.exists(@string, @int, {bool})|{ls}.existsOne(@int, @string, {bool})|{string}.contains({string})|{string}.startsWith({string})
        |{string}.endsWith({string})|{string}.matches('^[a-z]+$')|{string}.matches({string})|matches({string}, 'a')|{int} in {li}
        |{string} in {ls}|{string} in {mi}|{string} in ['a', 'b', 'c']|{int} in [1, 2, {int}]|{dyn} in {dyn}|has({mi}.a)|has(md.c.f)
        |has(md.e.f)|has(md.?e.g)|has(({bool} ? mi : {mi}).b)|{oi}.hasValue()|bool({string})""",
    "int": """0|1|7|-1|100|9223372036854775807|i|j|({int} + {int})|({int} - {int})|({int} * {int})|({int} / {int})|({int} % {int})|-({int})
        |size({string})|{ls}.size()|{mi}.size()|{bytes}.size()|{li}[{int}]|{mi}[{string}]|{mi}.a|int({double})|int({uint})|int({string})
        |int({ts})|{oi}.orValue({int})|{oi}.value()|{ts}.getHours()|{ts}.getDayOfWeek('-08:00')|{ts}.getDayOfYear()|{ts}.getMonth()
        |{du}.getMinutes()|{du}.getMilliseconds()|li[?{int}].orValue({int})|({bool} ? {int} : {int})|{string}.indexOf({string})""",
    "uint": "1u|u|18446744073709551615u|({uint} + {uint})|({uint} - {uint})|({uint} % {uint})|uint({int})|uint({string})|uint({double})",
    "double": "1.5|-2.0|1e308|d|({double} + {double})|({double} * {double})|({double} / {double})|double({int})|double({string})|-({double})",
    "string": """''|'a'|'bb'|'k'|'12'|'1.5'|'true'|'1h'|'2024-01-01T00:00:00Z'|r'\\d+'|'hello wörld'|s|r|({string} + {string})|string({int})
        |string({double})|string({bool})|string({bytes})|string({ts})|string({du})|string({uint})|{ls}[{int}]|{lm}[{int}].k
        |({bool} ? {string} : {string})|{string}.lowerAscii()|{string}.substring({int})|{ls}.join('-')""",
    "bytes": "b'ab'|b'\\xff'|y|({bytes} + {bytes})|bytes({string})",
    "ts": "ts|timestamp(0)|timestamp('2024-02-29T12:00:00.5+02:00')|({ts} + {du})|({ts} - {du})|timestamp({string})|timestamp({int})",
    "du": "du|duration('1h30m')|duration('-1.5s')|({du} + {du})|({du} - {du})|({ts} - {ts})|duration({string})",
    "li": """li|[]|[1, 2, 3]|[{int}, {int}]|[?{oi}, {int}]|({li} + {li})|{li}.map(@int, {int})|{ls}.map(@string, {bool}, {int})
        |{li}.filter(@int, {bool})|{li}.transformList(@int, @int, {int})|{ls}.transformList(@int, @string, {bool}, {int})|{ll}[{int}]
        |[{oi}, {oi}].unwrapOpt()|({bool} ? {li} : {li})|{li}.sortBy(@int, {int})|{li}.distinct()""",
    "ls": "ls|['a', 'b']|[{string}]|{li}.map(@int, {string})|{ls}.filter(@string, {bool})|{string}.split({string})",
    "ll": "ll|[{li}, {li}]|{li}.map(@int, {li})",
    "mi": """mi|{}|{'a': 1}|{'q': {int}, ?'w': {oi}}|{{string}: {int}}|{li}.transformMapEntry(@int, @int, {string({int}): {int}})
        |{mi}.transformMap(@string, @int, {int})|{mi}.transformMap(@string, @int, {bool}, {int})|({bool} ? {mi} : {mi})""",
    "lm": "lm|[{'k': {string}}]",
    "dyn": """x|md.a|md.b|md.c|md.e|md|ld|dyn({int})|dyn({string})|dyn({li})|dyn({double})|dyn(null)|({dyn} + {dyn})|{dyn}[{dyn}]|{dyn}.a
        |md[{string}]|ld[{int}]|md.?z.orValue({dyn})|({bool} ? {dyn} : {dyn})""",
    "oi": """oi|optional.of({int})|optional.none()|optional.ofNonZeroValue({int})|{oi}.optMap(@int, {int})|{oi}.optFlatMap(@int, {oi})
        |{mi}[?{string}]|{li}[?{int}]|{oi}.or({oi})|mi.?a|{li}.first()|({bool} ? {oi} : {oi})|optional.of({li})[{int}]""",
    "type": "int|string|list|type({dyn})|type({int})|type({oi})|type({type})",
}
FORMS = {name: [form.strip() for form in re.split(r"(?<!\|)\|(?!\|)", forms)] for name, forms in FORMS.items()}
HOLE = re.compile(r"\{(%s)\}|@(%s)" % ("|".join(FORMS), "|".join(FORMS)))
PIECES = [".", "?", "[", "]", "(", ")", "{", "}", ",", ":", "-", "!", "&&", "||", "=", "in", "'", '"""', "r'", "b'", "\\", "0x1F", "1u", "1e5",
          ".5", "null", "as", "é", "//x\n", "`a`", "-9223372036854775808", "9223372036854775808", "[,]", "{,}", ".map(e, e)"]


def expression(chance, of, depth, scope):
    """An expression of a type; `scope` has the names of macros, with their types."""
    known = [name for name, its in scope if its == of]
    if known and chance.random() < 0.4:
        return chance.choice(known)
    forms = FORMS[of]
    if depth <= 0:
        forms = [form for form in forms if not HOLE.search(form)]
    form, scope = chance.choice(forms), list(scope)

    def filled(hole):
        if hole[1]:
            return expression(chance, hole[1], depth - 1, scope)
        scope.append((chance.choice("efghklmn") + str(len(scope)), hole[2]))
        return scope[-1][0]

    return HOLE.sub(filled, form)


def changed(chance, text):
    """The text, with letters changed by chance."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(PIECES + [""]) + text[at + chance.randint(0, 3):]
    return text


def main():
    chance = random.Random(int(sys.argv[1]))
    for count in range(int(sys.argv[2])):
        text = expression(chance, chance.choice(list(FORMS) + ["bool"] * 8), chance.randint(1, 5), [])
        if len(text) < 1500:
            print(json.dumps(changed(chance, text) if count % 3 == 0 else text))


main()
