#!/usr/bin/env python3
"""Writes calls of Kubernetes' libraries by chance, with edge values and broken ones, as rows for `go run .`.

Usage: calls.py SEED COUNT
"""

import json
import random
import sys

CHANCE = random.Random(int(sys.argv[1]))


def one(*of):
    """One of these; a function is asked."""
    chosen = CHANCE.choice(of)
    return chosen() if callable(chosen) else chosen


def rarely(chance):
    return CHANCE.random() < chance


def text(of):
    """A text as an expression writes it."""
    escapes = {"\\": "\\\\", "'": "\\'", "\n": "\\n"}
    hexadecimal = lambda c: f"\\x{ord(c):02x}" if ord(c) < 32 or ord(c) == 127 else c
    return "'" + "".join(escapes.get(c) or hexadecimal(c) for c in of) + "'"


def spoiled(of, letters, chance):
    """A text, now and then with some letters more, less or others."""
    letters_of = list(of)
    for _ in range(CHANCE.randint(1, 3) if rarely(chance) else 0):
        at = CHANCE.randint(0, len(letters_of))
        cut = one(0, 1) if at < len(letters_of) else 0
        letters_of[at : at + cut] = one("", *letters)
    return "".join(letters_of)


def digits(count):
    return "".join(CHANCE.choices("0123456789", k=count))


SUFFIXES = ["", "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E-3", "e-9", "e-10", "e20", "e400", "e-400", "e", "e+5", "K", "KI"]


def quantity():
    whole = digits(one(0, 1, 1, 2, 3, 5, 9, 15, 18, 19, 20, 25, 30, 40))
    fraction = one("", "", ".", "." + digits(one(1, 2, 3, 6, 9, 10, 12, 18, 20)))
    return text(spoiled(one("", "", "-", "+") + whole + fraction + one(*SUFFIXES), "09.-+eEkKMGTPinum _x", 0.1))


def quantities():
    first, other = f"quantity({quantity()})", f"quantity({quantity()})"
    sum_ = f"{first}.{one('add', 'sub')}({one(other, integer)})"
    some = one(first, sum_)
    return one(
        f"isQuantity({quantity()})",
        f"{some}.{one('isInteger', 'asInteger', 'asApproximateFloat')}()",
        f"sign({some})",
        f"{some}.{one('isGreaterThan', 'isLessThan', 'compareTo')}({one(first, other)})",
        f"{some} {one('==', '!=')} {one(first, other)}",
    )


HOSTS = ["example.com", "EX.com", "", "[::1]", "[fe80::1%25en0]", "[fe80::1%en0]", "1.2.3.4", "h%41", "h%C3%A9", "é.com", "a b", "[1.2.3.4]", "[::ffff:1.2.3.4]", "x[::1]", 'h<>"', "h'!$&()*+,;="]
PATHS = ["", "/", "/a/b", "/a%2Fb", "/%zz", "/a b", "/é", "/[x]!'()*", "//x", "a:b", "/a?b", "/a;b,c:d@e$f&g+h=i", "/%41%c3", "*"]
QUERIES = ["", "", "?", "?a=1&b=2&a=3", "?a", "?=1", "?a=%20+&b", "?a;b=1&c=2", "?%zz=1&d", "??", "?é=ü", "?a=b?c"]


def url():
    scheme = one("http", "https", "HTTP", "ftp", "mailto", "a+b", "1a", "", "file") + one("://", "://", ":", ":/", "", "//", "/")
    user = one("", "", "me@", "me:pass@", "a%3ab:c@d@", "%zz@", ":@")
    port = one("", "", ":80", ":", ":a", ":1:2", ":0080")
    fragment = one("", "", "#", "#frag", "#a b%20", "#%zz", "#!()*'", "#é")
    whole = scheme + user + one(*HOSTS) + port + one(*PATHS) + one(*QUERIES) + fragment
    return text(spoiled(whole, "abc:/?#[]@!$&'()*+,;=% .éñ\x01\x7f", 0.3))


def urls():
    parts = ["getScheme", "getHost", "getHostname", "getPort", "getEscapedPath", "getQuery"]
    this = f"url({url()})"
    return one(f"isURL({url()})", f"{this}.{one(*parts)}()", f"{this}.{one(*parts)}()", f"{this} == {one(this, f'url({url()})')}", f"format.uri().validate({url()}).hasValue()")


ADDRESSES = ["::", "::1", "127.0.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "169.254.0.1", "fe80::1", "ff02::1", "ff12::1", "ff01::1", "::ffff:1.2.3.4", "::1.2.3.4", "64:ff9b::1.2.3.4", "1:0:0:2:0:0:0:3", "1::2:0:0:3:4", "0:0:1::", "10.1.2.3", "::ffff:0:1.2.3.4", "", "x", " 1.2.3.4", "1.2.3.4%eth0"]


def address():
    groups = [f"{CHANCE.randint(0, 65535):x}" for _ in range(one(8, 8, 7, 9, 2, 3))]
    cut = CHANCE.randint(0, len(groups))
    numbers = ".".join(str(CHANCE.randint(0, 255)) for _ in range(one(4, 4, 4, 3, 5)))
    made = one(":".join(groups), ":".join(groups[:cut]) + "::" + ":".join(groups[cut:]), numbers, *ADDRESSES)
    return spoiled(made, "0123456789abcdefg:.%", 0.15)


def network():
    length = one(CHANCE.randint(0, 33), CHANCE.randint(0, 129), "0", "8", "32", "64", "129", "08", "+8", "-1", "", "8 ", "256", "99999999999999999999")
    return text(one(address, "10.0.0.0", "10.1.2.3", "2001:db8::", "::", "0.0.0.0") + one("/", "/", "/", "", "//") + str(length))


def addresses():
    kinds = ["isUnspecified", "isLoopback", "isLinkLocalMulticast", "isLinkLocalUnicast", "isGlobalUnicast", "family"]
    this, net, other = f"ip({text(address())})", f"cidr({network()})", f"cidr({network()})"
    near = f"cidr('10.0.0.0/{CHANCE.randint(0, 32)}')"
    return one(
        f"{one('isIP', 'ip.isCanonical')}({text(address())})",
        f"{this}.{one(*kinds)}()",
        f"string({one(this, net, net + '.masked()', net + '.ip()')})",
        f"isCIDR({network()})",
        f"{net}.prefixLength()",
        f"{net}.containsIP({one(this, text(address()))})",
        f"{net}.containsCIDR({one(other, network())})",
        f"{near}.containsIP('10.{CHANCE.randint(0, 255)}.2.3')",
        f"cidr('2001:db8::/{CHANCE.randint(0, 128)}').containsCIDR('2001:db8:{CHANCE.randint(0, 9)}::/{CHANCE.randint(0, 128)}')",
        f"{net}.masked() == {net}",
        f"{this} == {one(this, f'ip({text(address())})')}",
    )


def version():
    number = lambda: one(0, 1, 2, 10, "007", "", "18446744073709551615", "9223372036854775808", "18446744073709551616", "x", "-1") if rarely(0.2) else CHANCE.randint(0, 30)
    numbers = ".".join(str(number()) for _ in range(one(3, 3, 3, 3, 2, 1, 4)))
    before = one("", "", "-alpha", "-alpha.1", "-1", "-01", "-a-b", "-", "-a..b", "-é", "-alpha.beta", "-2", "-10")
    build = one("", "", "+build", "+b.1", "+", "+b_1", "+b+c", "+001")
    return text(one("", "", "", "v", "vv", "V") + numbers + before + build)


def versions():
    this, other = (f"semver({version()}{one('', ', true', ', false')})" for _ in range(2))
    return one(f"isSemver({version()}{one('', ', true', ', false')})", f"{this}.{one('major', 'minor', 'patch')}()", f"{this}.{one('isGreaterThan', 'isLessThan', 'compareTo')}({other})", f"{this} == {one(this, other)}")


WORDS = ["", "a", "abc", "hello world", "ACé", "ÄÖü", "  x\t\n", "a,b,,c", "aaa", "日本語", "a😀b", "Ab-9", '"q" \\ \x07\x08', "a\u00a0", "\u2003x\u3000", "%s", "my-name", "my.name", "-a", "a-", "A", "example.com/my-name", "a/b/c", "/", "x" * 64, "0123456789abcdef0123456789abcdef", "123e4567-e89b-12d3-a456-426614174000", "aGVsbG8=", "aGVsbG8", "a===", "YQ==", "2021-01-01", "2021-02-30", "0000-02-29", "2021-1-1", "2021-01-01T00:00:00Z", "2021-01-01t23:59:59.5+02:00", "2021-01-01T24:00:00Z", "2021-01-01T00:00:00", "2021-01-01T00:00:00x1z", "2021-01-01T00:00:60Z", "_a", "a_b", "1.5", "NaN", "Infinity"]


def word():
    return text(spoiled(one(*WORDS), "ab-._/,é A0 \n", 0.4))


def integer():
    return str(one(0, 1, 2, 3, 5, -1, -2, 100, 9223372036854775807, "(-9223372036854775807 - 1)")) if rarely(0.4) else str(CHANCE.randint(-3, 12))


FORMATS = ["dns1123Label", "dns1123Subdomain", "dns1035Label", "qualifiedName", "dns1123LabelPrefix", "dns1123SubdomainPrefix", "dns1035LabelPrefix", "labelValue", "uuid", "byte", "date", "datetime"]


def formats():
    name = one(*FORMATS)
    this = one(f"format.{name}()", f"format.named('{name}').value()")
    return one(f"{this}.validate({word()})", f"{this}.validate({word()}).{one('hasValue()', 'orValue([])')}", f"format.named({word()}).hasValue()", f"{this} == format.{one(*FORMATS)}()")


PATTERNS = ["a", "", "[a-z]+", "a|b", "(a)(b)?", r"\\d+", r"\\w", "[^a]", "^a", "a$", "(?i)a", "(?s).", ".", "a*", "a*?", "a{2}", "a{1001}", "(", ")", "[", "a**", r"\\b", r"\\pL", r"\\p{Han}", "[[:alpha:]]", "(?P<n>a)", "(?<n>a)", r"\\Qa.b\\E", r"\\x41", "[a-", "x{2,1}", "(?=a)", r"\\1", r"\\z", "é", "[é-ü]", "(?U)a+", "^$", "(|a)+", "a{,2}", r"\\C", r"[\\d-z]", r"\\s+", "(?m)^x"]


def patterns():
    pattern = "'" + one(*PATTERNS) + one("", "", *PATTERNS) + "'"
    return f"{one(word, 's')}." + one(f"find({pattern})", f"findAll({pattern})", f"findAll({pattern}, {integer()})", f"matches({pattern})")


SCALARS = {
    "int": lambda: one("0", "1", "-1", "2", "3", "9223372036854775807", "10", "7"),
    "uint": lambda: one("0u", "1u", "2u", "18446744073709551615u", "10u"),
    "double": lambda: one("0.0", "-0.0", "1.5", "-2.25", "1e10", "1e-10", "123456.789", "1e25", "1e300", "double('NaN')", "double('inf')", "double('-inf')", "0.1", "999999.9999999", "2.5", "-1e-7", repr(CHANCE.uniform(-1e6, 1e6))),
    "bool": lambda: one("true", "false"),
    "string": word,
    "bytes": lambda: "b" + word(),
    "duration": lambda: f"duration('{one('1s', '0s', '-1h', '1h2m3.5s', '1ms')}')",
    "timestamp": lambda: f"timestamp('{one('2020-01-01T00:00:00Z', '2021-06-01T00:00:00.123Z', '0001-01-01T00:00:00Z', '2020-01-01T01:00:00+01:00')}')",
}


def scalar():
    return one(*SCALARS.values())


def list_of(kind):
    return "[" + ", ".join(SCALARS[kind]() for _ in range(one(0, 1, 2, 3, 4, 5, 13, 20))) + "]"


def lists():
    kind = one(*SCALARS)
    first, other, item = list_of(kind), list_of(kind), SCALARS[kind]()
    plain = ["isSorted()", "sum()", "max()", "min()", "reverse()", "distinct()", "sort()", "flatten()", "first()", "last()", "sortBy(e, e)"]
    asked = [f"{one('indexOf', 'lastIndexOf', 'includes')}({item})", f"slice({integer()}, {integer()})", f"sortBy(e, {other}.indexOf(e))"]
    return one(
        f"{one(first, first, f'dyn({first})')}.{one(*plain, *asked)}",
        f"{one(first, first, f'dyn({first})')}.{one(*plain, *asked)}",
        f"[{first}, {other}].{one('flatten()', 'distinct()', f'indexOf({first})')}",
        f"dyn([{first}, {other}]).flatten({integer()})",
        f"lists.range({CHANCE.randint(-2, 30)})",
        f"l.{one('isSorted()', 'max()', f'join({word()})')}",
        f"sets.{one('contains', 'equivalent', 'intersects')}({first}, {one(other, f'dyn({other})')})",
    )


def strings():
    first, second, third = word(), word(), word()
    return one(
        f"{first}.{one('lowerAscii', 'upperAscii', 'trim', 'reverse')}()",
        f"{first}.charAt({integer()})",
        f"{first}.{one('indexOf', 'lastIndexOf')}({second}{one('', f', {integer()}')})",
        f"{first}.substring({integer()}{one('', f', {integer()}')})",
        f"{first}.replace({second}, {third}{one('', f', {integer()}')})",
        f"{first}.split({second}{one('', f', {integer()}')})",
        f"[{first}, {second}].join({one('', third)})",
        f"{one('strings.quote', 'jsonpatch.escapeKey')}({first})",
        f"dyn([{first}, 1]).join()",
    )


VERBS = ["%s", "%s", "%d", "%f", "%e", "%x", "%X", "%b", "%o", "%.2f", "%.0f", "%.3e", "%.10f", "%%", "%.20e", "%c", "%", "%.f", "%.", "%5d"]
NESTED = ["null", "int", "{'b': 1, 'a': 2}", "{1: [1.5]}", "{true: 'x'}", "{'a': {'b': timestamp('2020-01-01T00:00:00Z')}}", "optional.of(1)", "type(1)", "[[1, 2], [3]]", "quantity('1')"]


def templates():
    verbs = [one(*VERBS) for _ in range(CHANCE.randint(0, 3))]
    fitting = {"d": ["int", "uint"], "f": ["double"], "e": ["double"], "x": ["int", "string", "bytes"], "b": ["int", "bool"], "o": ["uint"]}
    values = []
    for verb in verbs:
        kinds = fitting.get(verb[-1].lower())
        value = SCALARS[one(*kinds)]() if kinds and not rarely(0.1) else one(scalar, lambda: list_of(one(*SCALARS)), *NESTED)
        values += [value] if verb != "%%" and not rarely(0.05) else []
    return f"{text(one('', 'a ', 'é').join(verbs))}.format([{', '.join(values)}])"


def optionals():
    value = scalar()
    return one(
        f"optional.{one('of', 'ofNonZeroValue')}({value})",
        f"optional.of({value}).{one('value()', 'optMap(x, [x])', f'or(optional.of({value}))')}",
        f"optional.none().{one('value()', f'orValue({value})', 'optFlatMap(x, optional.of(x))')}",
        f"optional.unwrap([optional.of({value}), optional.none()])",
        f"{list_of(one(*SCALARS))}[?{integer()}]",
        f"{{'a': 1}}.?{one('a', 'b')}.orValue(2)",
    )


LIBRARIES = [quantities, urls, addresses, versions, formats, patterns, lists, strings, templates, optionals]


def main():
    for _ in range(int(sys.argv[2])):
        call = one(*LIBRARIES)
        if rarely(0.1):
            call = f"[{call}].size() > 0 || {one('true', 'false')}"
        minor = one(26, 27, 28, 29, 30, 31, 32, 33, 34) if rarely(0.05) else 36
        print(json.dumps([call, minor], ensure_ascii=False))


main()
