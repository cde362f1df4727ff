// Says what the evaluator of Kubernetes' API servers makes of expressions: it reads JSON strings, one a line, and writes
// each with its value, or how it ended, and what it cost. `specification DIR` writes the conformance cases of the
// language that Kubernetes' environment has instead, each with what the language's definition wants and what comes of it there; DIR
// is `tests/simple/testdata` of the module cel.dev/expr.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"time"

	"cel.dev/expr"
	_ "cel.dev/expr/conformance/proto2"
	_ "cel.dev/expr/conformance/proto3"
	"cel.dev/expr/conformance/test"
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"google.golang.org/protobuf/encoding/prototext"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// The variables, as tests/cel/variables.rs has them.
func variables() ([]cel.EnvOption, map[string]any) {
	made, err := time.Parse(time.RFC3339, "2024-02-29T12:34:56.789+02:00")
	check(err)
	ofStrings := cel.MapType(cel.StringType, cel.StringType)
	types_ := map[string]*cel.Type{
		"i": cel.IntType, "j": cel.IntType, "u": cel.UintType, "d": cel.DoubleType, "s": cel.StringType, "r": cel.StringType,
		"b": cel.BoolType, "y": cel.BytesType, "ts": cel.TimestampType, "du": cel.DurationType,
		"li": cel.ListType(cel.IntType), "ls": cel.ListType(cel.StringType), "ll": cel.ListType(cel.ListType(cel.IntType)),
		"mi": cel.MapType(cel.StringType, cel.IntType), "md": cel.MapType(cel.StringType, cel.DynType), "x": cel.DynType,
		"ld": cel.ListType(cel.DynType), "oi": cel.OptionalType(cel.IntType), "lm": cel.ListType(ofStrings),
	}
	var options []cel.EnvOption
	for name, of := range types_ {
		options = append(options, cel.Variable(name, of))
	}
	return options, map[string]any{
		"i": int64(7), "j": int64(-3), "u": uint64(12), "d": 2.5, "s": "hello wörld", "r": "", "b": true, "y": []byte("ab\xff"),
		"ts": made, "du": 90*time.Minute + 1500*time.Millisecond,
		"li": []int64{1, 2, 3, 2}, "ls": []string{"a", "bb", "a very long string that costs more than one"},
		"ll": [][]int64{{1, 2}, {}, {3}}, "mi": map[string]int64{"a": 1, "b": 2},
		"md": map[string]any{"a": int64(1), "b": "x", "c": []any{int64(1), 2.0}, "e": map[string]any{"f": true}},
		"x":  int64(5), "ld": []any{int64(1), "a", 2.5, nil}, "oi": types.OptionalOf(types.Int(9)),
		"lm": []map[string]string{{"k": "v"}, {"k": "w", "z": "zz"}},
	}
}

// The types of values, as tests/cel/shown.rs writes them.
var open = map[string]string{
	"list": "list(dyn)", "map": "map(dyn, dyn)", "optional_type": "optional_type(dyn)", "type": "type(dyn)", "null_type": "null",
	"google.protobuf.Duration": "duration", "google.protobuf.Timestamp": "timestamp",
}

// A value, as tests/cel/shown.rs writes it.
func written(value ref.Val) string {
	switch value := value.(type) {
	case types.Null:
		return "null"
	case types.Bool, types.Int:
		return fmt.Sprint(value)
	case types.Uint:
		return fmt.Sprint(uint64(value)) + "u"
	case types.Double:
		return "d" + strconv.FormatFloat(float64(value), 'e', -1, 64)
	case types.String:
		return strconv.QuoteToASCII(string(value))
	case types.Bytes:
		return "b" + hex.EncodeToString(value)
	case types.Timestamp:
		return fmt.Sprintf("timestamp %d %d", value.Unix(), value.Nanosecond())
	case types.Duration:
		return fmt.Sprintf("duration %d", int64(value.Duration))
	case *types.Optional:
		if !value.HasValue() {
			return "none"
		}
		return "some(" + written(value.GetValue()) + ")"
	case *types.Type:
		if name, is := open[value.TypeName()]; is {
			return "type " + name
		}
		return "type " + value.TypeName()
	case traits.Mapper:
		var entries []string
		for keys := value.Iterator(); keys.HasNext() == types.True; {
			key := keys.Next()
			entries = append(entries, written(key)+": "+written(value.Get(key)))
		}
		sort.Strings(entries)
		return "{" + strings.Join(entries, ", ") + "}"
	case traits.Lister:
		var items []string
		for all := value.Iterator(); all.HasNext() == types.True; {
			items = append(items, written(all.Next()))
		}
		return "[" + strings.Join(items, ", ") + "]"
	}
	return "opaque " + value.Type().TypeName()
}

func environmentWith(options ...cel.EnvOption) *cel.Env {
	set, err := environment.MustBaseEnvSet(version.MajorMinor(1, 36)).Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0), EnvOptions: options,
	})
	check(err)
	env, err := set.Env(environment.NewExpressions)
	check(err)
	return env
}

// What comes of an expression, and what it cost; nothing if that is not always the same.
func evaluated(env *cel.Env, text string, values map[string]any) (string, uint64) {
	tree, issues := env.Compile(text)
	if issues.Err() != nil {
		return "compile", 0
	}
	program, err := env.Program(tree)
	if err != nil {
		return "compile", 0
	}
	value, cost := ended(program, values)
	// The keys of a map come in any order: what hangs on it is left out.
	for range 5 {
		if again, costs := ended(program, values); again != value || costs != cost {
			return "", 0
		}
	}
	return value, cost
}

func ended(program cel.Program, values map[string]any) (string, uint64) {
	value, details, err := program.Eval(values)
	switch {
	case err != nil && strings.Contains(err.Error(), "cost limit"):
		return "cost", 0
	case err != nil:
		return "error", *details.ActualCost()
	}
	return written(value), *details.ActualCost()
}

func wanted(value *expr.Value) string {
	known, err := cel.ProtoAsValue(types.DefaultTypeAdapter, value)
	if err != nil || types.IsError(known) {
		return "opaque"
	}
	return written(known)
}

// The conformance cases without variables, messages and what else Kubernetes has not.
func specification(directory string, write func(...any)) {
	files, err := filepath.Glob(filepath.Join(directory, "*.textproto"))
	check(err)
	env := environmentWith()
	for _, file := range files {
		text, err := os.ReadFile(file)
		check(err)
		var cases test.SimpleTestFile
		check(prototext.Unmarshal(text, &cases))
		for _, section := range cases.Section {
			for _, one := range section.Test {
				messages := strings.NewReplacer("google.protobuf.Timestamp", "", "google.protobuf.Duration", "").Replace(one.Expr)
				if one.Container != "" || one.DisableMacros || len(one.TypeEnv) > 0 || strings.Contains(messages, "google.protobuf.") {
					continue
				}
				want := "true"
				switch matcher := one.ResultMatcher.(type) {
				case *test.SimpleTest_Value:
					want = wanted(matcher.Value)
				case *test.SimpleTest_EvalError:
					want = "error"
				case nil:
				default:
					continue
				}
				here, _ := evaluated(env, one.Expr, nil)
				if here != "" && !strings.HasPrefix(want, "opaque") && (here != "compile" || want == "error") {
					write(one.Expr, want, here)
				}
			}
		}
	}
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	write := func(row ...any) { check(encoder.Encode(row)) }
	if len(os.Args) == 3 && os.Args[1] == "specification" {
		specification(os.Args[2], write)
		return
	}
	options, values := variables()
	env := environmentWith(options...)
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var text string
		check(json.Unmarshal(lines.Bytes(), &text))
		value, cost := evaluated(env, text, values)
		if value != "" {
			write(text, value, cost)
		}
	}
	check(lines.Err())
}
