// Reads rows of expressions as lines of JSON from standard input, and writes them with what the API server says of each
// expression: nothing if it refuses it, and otherwise its type, and what evaluating it costs at least and at most.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"k8s.io/apimachinery/pkg/util/version"
	limits "k8s.io/apiserver/pkg/apis/cel"
	declared "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

// A row has the type of `self`, and expressions that look at it: each alone, or with what was said of it.
type row struct {
	Minor    uint    `json:"minor"`
	Self     *shape  `json:"self"`
	Optional bool    `json:"optional,omitempty"`
	Cases    []asked `json:"cases"`
}

type asked []any

// A shape is a type, and the most that the size of its values may be.
type shape struct {
	Type   string            `json:"t"`
	Most   int64             `json:"max,omitempty"`
	Of     *shape            `json:"of,omitempty"`
	Fields map[string]*shape `json:"fields,omitempty"`
}

var scalars = map[string]*cel.Type{
	"string": cel.StringType, "bytes": cel.BytesType, "int": cel.IntType, "uint": cel.UintType, "double": cel.DoubleType,
	"bool": cel.BoolType, "duration": cel.DurationType, "timestamp": cel.TimestampType, "dyn": cel.DynType,
}

func (s *shape) declare() *declared.DeclType {
	switch s.Type {
	case "list":
		return declared.NewListType(s.Of.declare(), s.Most)
	case "map":
		return declared.NewMapType(declared.StringType, s.Of.declare(), s.Most)
	case "object":
		fields := map[string]*declared.DeclField{}
		for name, field := range s.Fields {
			fields[name] = declared.NewDeclField(name, field.declare(), false, nil, nil)
		}
		return declared.NewObjectType("object", fields)
	}
	scalar := declared.NewSimpleTypeWithMinSize(s.Type, scalars[s.Type], nil, 1)
	scalar.MaxElements = s.Most
	return scalar
}

// EstimateSize follows the path of a value from `self`, as the validator of definitions does.
func (s *shape) EstimateSize(node checker.AstNode) *checker.SizeEstimate {
	if len(node.Path()) == 0 {
		return nil
	}
	most, at := s.Most, s
	for _, step := range node.Path()[1:] {
		if at == nil {
			return nil
		}
		switch {
		case step == "@items" || step == "@values":
			at = at.Of
		case step == "@keys" && at.Type == "map":
			at = &shape{Type: "string"}
		default:
			at = at.Fields[step]
		}
		if at != nil {
			most = at.Most
		}
	}
	if at == nil {
		return nil
	}
	return &checker.SizeEstimate{Max: uint64(most)}
}

func (s *shape) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}

func (r *row) environment() (*cel.Env, error) {
	self := r.Self.declare().MaybeAssignTypeName("type_self")
	old := self.CelType()
	if r.Optional {
		old = cel.OptionalType(old)
	}
	base := environment.MustBaseEnvSet(version.MajorMinor(1, r.Minor))
	set, err := base.Extend(environment.VersionedOptions{
		IntroducedVersion: version.MajorMinor(1, 0),
		EnvOptions:        []cel.EnvOption{cel.Variable("self", self.CelType()), cel.Variable("oldSelf", old)},
		DeclTypes:         []*declared.DeclType{self},
	})
	if err != nil {
		return nil, err
	}
	return set.NewExpressionsEnv(), nil
}

// answer is what is said of an expression. On some the server fails; these are refused too.
func (r *row) answer(env *cel.Env, text string) (said asked) {
	said = asked{text}
	defer func() {
		if recover() != nil {
			said = asked{text}
		}
	}()
	ast, issues := env.Compile(text)
	if issues != nil {
		return said
	}
	estimator := &library.CostEstimator{SizeEstimator: r.Self}
	if _, err := env.Program(ast, cel.CostLimit(limits.PerCallLimit), cel.CostTracking(estimator)); err != nil {
		return said
	}
	cost, err := env.EstimateCost(ast, estimator)
	if err != nil {
		return said
	}
	return asked{text, ast.OutputType().String(), cost.Min, cost.Max}
}

func main() {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	rows := json.NewEncoder(out)
	rows.SetEscapeHTML(false)
	for {
		var r row
		if in.Decode(&r) != nil {
			return
		}
		env, err := r.environment()
		if err != nil {
			panic(err)
		}
		for i, one := range r.Cases {
			r.Cases[i] = r.answer(env, one[0].(string))
		}
		if err := rows.Encode(r); err != nil {
			panic(err)
		}
	}
}
