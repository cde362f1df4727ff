// Says what the environment of k8s.io/apiserver makes of calls of its libraries: rows of JSON from standard input, an
// expression and a minor version of Kubernetes 1 each, to standard output with the answers: the value, or null where it
// fails, what it cost, and the least and the most that it may cost. A row of what is refused stays as it is.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

// Nothing is known of sizes.
type sizes struct{}

func (sizes) EstimateSize(checker.AstNode) *checker.SizeEstimate { return nil }

func (sizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}

var variables = map[string]any{"s": "text", "d": "dyn", "l": []string{"a", "b"}, "n": []int64{1, 2}, "i": int64(3)}

var environments = map[uint]*cel.Env{}

func environmentOf(minor uint) (*cel.Env, error) {
	if known, ok := environments[minor]; ok {
		return known, nil
	}
	base, err := environment.MustBaseEnvSet(version.MajorMinor(1, minor)).Env(environment.NewExpressions)
	if err != nil {
		return nil, err
	}
	made, err := base.Extend(library.JSONPatch(),
		cel.Variable("s", cel.StringType), cel.Variable("d", cel.DynType), cel.Variable("i", cel.IntType),
		cel.Variable("l", cel.ListType(cel.StringType)), cel.Variable("n", cel.ListType(cel.IntType)))
	environments[minor] = made
	return made, err
}

func answer(expression string, minor uint) ([]any, error) {
	row := []any{expression, minor}
	environment, err := environmentOf(minor)
	if err != nil {
		return nil, err
	}
	tree, issues := environment.Compile(expression)
	if issues.Err() != nil {
		return row, nil
	}
	program, err := environment.Program(tree)
	if err != nil {
		return row, nil
	}
	estimate, err := environment.EstimateCost(tree, &library.CostEstimator{SizeEstimator: sizes{}})
	if err != nil {
		return nil, err
	}
	value, details, err := program.Eval(variables)
	var cost uint64
	if details != nil && details.ActualCost() != nil {
		cost = *details.ActualCost()
	}
	var text any
	if err == nil {
		text = shown(value)
	}
	return append(row, text, cost, estimate.Min, estimate.Max), nil
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		var row []any
		err := json.Unmarshal(in.Bytes(), &row)
		var made []any
		if err == nil {
			made, err = answer(row[0].(string), uint(row[1].(float64)))
		}
		if err == nil {
			err = out.Encode(made)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
