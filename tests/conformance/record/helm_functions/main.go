// Says what Helm's engine makes of templates: rows of JSON from standard input, each with its answer to standard output. A row has
// the `template`, and its `values` as a text of YAML; the answer is `text` or `error`. With `names`, it says which functions the
// engine gives to templates.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"github.com/Masterminds/sprig/v3"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"
)

type row struct {
	Template string  `json:"template"`
	Values   string  `json:"values"`
	Text     *string `json:"text,omitempty"`
	Error    *string `json:"error,omitempty"`
}

func render(template string, values map[string]any) (string, error) {
	it := &chart.Chart{
		Metadata:  &chart.Metadata{APIVersion: "v2", Name: "c", Version: "1.0.0"},
		Templates: []*chart.File{{Name: "templates/t", Data: []byte(template)}},
	}
	out, err := engine.Engine{}.Render(it, chartutil.Values{"Values": chartutil.Values(values)})
	return out["c/templates/t"], err
}

func answer(it *row) {
	values := map[string]any{}
	err := yaml.Unmarshal([]byte(it.Values), &values)
	text := ""
	if err == nil {
		text, err = render(it.Template, values)
	}
	it.Text, it.Error = nil, nil
	if err == nil {
		it.Text = &text
		return
	}
	message := err.Error()
	it.Error = &message
}

// named are the keys of the maps in the source of Helm's engine: functions beside Sprig's.
func named() []string {
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "helm.sh/helm/v3/pkg/engine").Output()
	if err != nil {
		panic(err)
	}
	path := filepath.Join(strings.TrimSpace(string(dir)), "funcs.go")
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		panic(err)
	}
	var names []string
	ast.Inspect(file, func(node ast.Node) bool {
		if pair, ok := node.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.BasicLit); ok {
				name, _ := strconv.Unquote(key.Value)
				names = append(names, name)
			}
		}
		return true
	})
	return names
}

func names() {
	all := map[string]bool{}
	for name := range sprig.TxtFuncMap() {
		all[name] = true
	}
	for _, name := range named() {
		all[name] = true
	}
	var there []string
	for name := range all {
		// The engine takes some away.
		if _, err := render("{{ if false }}{{ "+name+" }}{{ end }}", nil); err == nil {
			there = append(there, name)
		}
	}
	sort.Strings(there)
	fmt.Println(strings.Join(there, "\n"))
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "names" {
		names()
		return
	}
	rows := bufio.NewScanner(os.Stdin)
	rows.Buffer(make([]byte, 1<<20), 1<<28)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for rows.Scan() {
		var it row
		if err := json.Unmarshal(rows.Bytes(), &it); err != nil {
			panic(err)
		}
		answer(&it)
		if err := out.Encode(it); err != nil {
			panic(err)
		}
	}
}
