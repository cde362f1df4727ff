// Says what Go's text/template makes of templates: rows of JSON from standard input, each with its answer to standard output.
// With `collect`, the rows are the templates and formats in the tests of Go's own source, each over some data.
//
// A row has the template's `text`, its `data` if that is not the same as in the row before, and the option `missingkey` as
// `missing`; the answer is `out` or `error`. A number in the data is an int if it is written as one.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"text/template"
)

type row struct {
	Text    string          `json:"text"`
	Data    json.RawMessage `json:"data,omitempty"`
	Missing string          `json:"missing,omitempty"`
	Out     *string         `json:"out,omitempty"`
	Error   *string         `json:"error,omitempty"`
}

// functions are those that the test of podlint has too.
func functions(t *template.Template) template.FuncMap {
	execute := func(t *template.Template, data any) (string, error) {
		var out strings.Builder
		err := t.Execute(&out, data)
		return out.String(), err
	}
	return template.FuncMap{
		"add": func(numbers ...int) int {
			sum := 0
			for _, number := range numbers {
				sum += number
			}
			return sum
		},
		"die":          func() (bool, error) { return false, errors.New("die") },
		"dddArg":       func(a int, b ...string) string { return fmt.Sprintln(a, b) },
		"echo":         func(arg any) any { return arg },
		"half":         func(number float64) float64 { return number / 2 },
		"keys":         func(of map[string]any) int { return len(of) },
		"items":        func(of []any) int { return len(of) },
		"mapOfThree":   func() any { return map[string]any{"three": 3} },
		"negate":       func(is bool) bool { return !is },
		"nilInterface": func() any { return nil },
		"oneArg":       func(a string) string { return "oneArg=" + a },
		"returnInt":    func() int { return 7 },
		"twoArgs":      func(a, b string) string { return "twoArgs=" + a + b },
		"zeroArgs":     func() string { return "zeroArgs" },
		"include": func(name string, data any) (string, error) {
			found := t.Lookup(name)
			if found == nil {
				return "", fmt.Errorf("template: no template %q associated with template %q", name, "gotpl")
			}
			return execute(found, data)
		},
		"tpl": func(text string, data any) (string, error) {
			clone, err := t.Clone()
			if err != nil {
				return "", err
			}
			// As Helm does, so that `include` finds what the text defines.
			clone.Funcs(functions(clone))
			clone, err = clone.New("tpl").Parse(text)
			if err != nil {
				return "", err
			}
			return execute(clone, data)
		},
	}
}

func answer(row *row, data json.RawMessage) {
	main := template.New("main")
	if row.Missing != "" {
		main.Option("missingkey=" + row.Missing)
	}
	var out strings.Builder
	_, err := main.Funcs(functions(main)).Parse(row.Text)
	if err == nil {
		var value any
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			panic(err)
		}
		err = main.Execute(&out, numbers(value))
	}
	row.Out, row.Error = nil, nil
	if err != nil {
		text := err.Error()
		row.Error = &text
	} else {
		text := out.String()
		row.Out = &text
	}
}

func numbers(value any) any {
	switch value := value.(type) {
	case json.Number:
		if number, err := strconv.Atoi(string(value)); err == nil {
			return number
		}
		number, _ := value.Float64()
		return number
	case []any:
		for i := range value {
			value[i] = numbers(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = numbers(value[key])
		}
	}
	return value
}

// strings in the tests of a package.
func stringsOf(directory string) []string {
	var found []string
	seen := map[string]bool{}
	files, _ := filepath.Glob(filepath.Join(runtime.GOROOT(), "src", directory, "*_test.go"))
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			panic(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			text, ok := constant(node)
			if ok && !seen[text] {
				seen[text] = true
				found = append(found, text)
			}
			return !ok
		})
	}
	return found
}

func constant(node ast.Node) (string, bool) {
	switch node := node.(type) {
	case *ast.BasicLit:
		if node.Kind != token.STRING {
			return "", false
		}
		text, err := strconv.Unquote(node.Value)
		return text, err == nil
	case *ast.BinaryExpr:
		left, isLeft := constant(node.X)
		right, isRight := constant(node.Y)
		return left + right, node.Op == token.ADD && isLeft && isRight
	}
	return "", false
}

func collect() []row {
	var rows []row
	object := `{"True": true, "I": 17, "U16": 16, "X": "x", "S": "xyz", "FloatZero": 0.0, "U": {"V": "v", "TrueFalse": "b"},
		"SI": [3, 4, 5], "SIEmpty": [], "SB": [true, false], "AI": [3, 4, 5], "MSI": {"one": 1, "two": 2, "three": 3},
		"MSIone": {"one": 1}, "MSIEmpty": {}, "MXI": {"one": 1}, "SMSI": [{"one": 1, "two": 2}, {"eleven": 11, "twelve": 12}],
		"Empty0": null, "Empty1": 3, "Empty2": "empty2", "Empty3": [7, 8], "Empty4": {"V": "UinEmpty"}, "NIL": null,
		"PI": 23, "PS": "a string", "PSI": [21, 22, 23], "x": "a <b> & 'c'", "y": 1.5, "Str": "foozle", "T": {"a": {"b": 3}}}`
	datas := []string{object, "null", "123", `"hello"`, "[null, 1, \"a\"]", "1.5"}
	for _, directory := range []string{"text/template", "text/template/parse", "html/template"} {
		for _, text := range stringsOf(directory) {
			if !strings.Contains(text, "{{") || strings.ContainsRune(text, '�') {
				continue
			}
			for _, data := range datas {
				for _, missing := range []string{"", "zero", "error"} {
					rows = append(rows, row{Text: text, Data: json.RawMessage(data), Missing: missing})
				}
			}
		}
	}
	values := []string{"0", "7", "-42", "1000000", "1.5", "-0.25", "1e21", "123456789.0", "100000.0", "3e-7", `""`, `"a"`, `"héllo\n"`,
		"true", "null", `[1, "a", null, 2.5, [false]]`, `{"a": 1, "b": [true], "c": null}`}
	for _, format := range stringsOf("fmt") {
		if !strings.Contains(format, "%") {
			continue
		}
		call := "{{printf " + strconv.Quote(format) + " .v}}{{printf " + strconv.Quote(format) + " .v .v}}"
		for _, value := range values {
			rows = append(rows, row{Text: call, Data: json.RawMessage(`{"v": ` + value + `}`)})
		}
	}
	return rows
}

var address = regexp.MustCompile(`%[-#+0-9.]*p`)
var complexNumber = regexp.MustCompile(`[0-9]i\b`)

// isTold says whether an answer is the same each time, and one that values as JSON has can give.
func isTold(row row) bool {
	const deep = "exceeded maximum template depth"
	said := row.Out
	if said == nil {
		said = row.Error
	}
	return !strings.Contains(*said, deep) && !address.MatchString(row.Text) && !complexNumber.MatchString(row.Text)
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if len(os.Args) > 1 && os.Args[1] == "collect" {
		for _, row := range collect() {
			if answer(&row, row.Data); isTold(row) {
				encoder.Encode(row)
			}
		}
		return
	}
	decoder := json.NewDecoder(os.Stdin)
	var data json.RawMessage
	for {
		var row row
		if err := decoder.Decode(&row); err == io.EOF {
			return
		} else if err != nil {
			panic(err)
		}
		if row.Data != nil {
			data = row.Data
		}
		answer(&row, data)
		encoder.Encode(row)
	}
}
