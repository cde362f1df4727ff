// Command openapi reads the definitions that kube-openapi generates for the API server, the Go source
// pkg/generated/openapi/zz_generated.openapi.go of k8s.io/kubernetes, and prints what it says about each of them and
// each property as JSON: {name: {"description": ..., "properties": {name: {"description": ..., "required": true,
// "enum": [...], "default": ..., "listMapKeys": [...]}}}}.
//
// The source is parsed, not compiled: compiling it would need all of Kubernetes. The module's JSON under
// api/openapi-spec is no substitute, it has no enums.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"slices"
	"strconv"
	"strings"
)

// definition is what the source says about a definition beyond its kinds.
type definition struct {
	Description string              `json:"description,omitempty"`
	Properties  map[string]property `json:"properties"`
}

// property is what the source says about a property beyond its type.
type property struct {
	Description string   `json:"description,omitempty"`
	Required    bool     `json:"required,omitempty"`
	Enum        []string `json:"enum,omitempty"`
	Default     any      `json:"default,omitempty"`
	ListMapKeys []string `json:"listMapKeys,omitempty"`
}

func main() {
	if len(os.Args) != 2 {
		fail(fmt.Errorf("usage: openapi <zz_generated.openapi.go>"))
	}
	file, err := parser.ParseFile(token.NewFileSet(), os.Args[1], nil, parser.SkipObjectResolution)
	if err != nil {
		fail(err)
	}
	definitions, err := read(file)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(definitions); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "openapi:", err)
	os.Exit(1)
}

// read collects every definition in the file.
func read(file *ast.File) (map[string]definition, error) {
	names, err := definitionNames(file)
	if err != nil {
		return nil, err
	}
	definitions := map[string]definition{}
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok || names[function.Name.Name] == "" {
			continue
		}
		found, err := readDefinition(function)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", function.Name.Name, err)
		}
		definitions[names[function.Name.Name]] = found
	}
	return definitions, nil
}

// definitionNames maps the functions that return definitions to the definitions' names. GetOpenAPIDefinitions
// holds both; the functions' own names leave out a part of the package's path.
func definitionNames(file *ast.File) (map[string]string, error) {
	packages := importPaths(file)
	names := map[string]string{}
	var failure error
	ast.Inspect(file, func(node ast.Node) bool {
		pair, ok := node.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		call, ok := pair.Value.(*ast.CallExpr)
		if !ok {
			return true
		}
		function, ok := call.Fun.(*ast.Ident)
		if !ok || !strings.HasPrefix(function.Name, "schema_") {
			return true
		}
		goName, err := goTypeName(pair.Key, packages)
		if err != nil {
			failure = err
		}
		names[function.Name] = definitionName(goName)
		return false
	})
	if failure == nil && len(names) == 0 {
		failure = fmt.Errorf("no definitions found")
	}
	return names, failure
}

// importPaths maps the file's names of packages to their paths.
func importPaths(file *ast.File) map[string]string {
	paths := map[string]string{}
	for _, spec := range file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && spec.Name != nil {
			paths[spec.Name.Name] = path
		}
	}
	return paths
}

// goTypeName reads `corev1.Container{}.OpenAPIModelName()`, as recent versions of Kubernetes write the keys,
// or "k8s.io/api/core/v1.Container", as earlier ones do.
func goTypeName(key ast.Expr, packages map[string]string) (string, error) {
	if literal, ok := key.(*ast.BasicLit); ok {
		return strconv.Unquote(literal.Value)
	}
	text := types.ExprString(key)
	name, ok := strings.CutSuffix(text, "{}.OpenAPIModelName()")
	alias, typeName, qualified := strings.Cut(name, ".")
	if !ok || !qualified || packages[alias] == "" {
		return "", fmt.Errorf("a definition's key of an unknown form: %s", text)
	}
	return packages[alias] + "." + typeName, nil
}

// definitionName turns k8s.io/api/core/v1.Container into io.k8s.api.core.v1.Container: the host's labels
// are reversed, as the API server does.
func definitionName(goName string) string {
	host, rest, _ := strings.Cut(goName, "/")
	labels := strings.Split(host, ".")
	for i, j := 0, len(labels)-1; i < j; i, j = i+1, j-1 {
		labels[i], labels[j] = labels[j], labels[i]
	}
	return strings.Join(labels, ".") + "." + strings.ReplaceAll(rest, "/", ".")
}

// readDefinition reads the first SchemaProps of a function, which are the definition's own.
func readDefinition(function *ast.FuncDecl) (definition, error) {
	props := find(function.Body, "SchemaProps")
	properties, err := propertiesOf(props)
	if err != nil {
		return definition{}, err
	}
	description, err := description(props)
	return definition{description, properties}, err
}

func propertiesOf(props ast.Expr) (map[string]property, error) {
	properties := map[string]property{}
	literal, ok := field(props, "Properties").(*ast.CompositeLit)
	if !ok {
		return properties, nil
	}
	required, err := stringsOf(field(props, "Required"))
	if err != nil {
		return nil, err
	}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return nil, fmt.Errorf("a property without a name")
		}
		key, err := value(pair.Key)
		if err != nil {
			return nil, err
		}
		name := fmt.Sprint(key)
		found, err := readProperty(pair.Value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		found.Required = slices.Contains(required, name)
		properties[name] = found
	}
	return properties, nil
}

// find returns the value of the first `name: value` below a node, or nil.
func find(root ast.Node, name string) (found ast.Expr) {
	ast.Inspect(root, func(node ast.Node) bool {
		if pair, ok := node.(*ast.KeyValueExpr); ok && found == nil && isNamed(pair.Key, name) {
			found = pair.Value
		}
		return found == nil
	})
	return found
}

func isNamed(key ast.Expr, name string) bool {
	identifier, ok := key.(*ast.Ident)
	return ok && identifier.Name == name
}

// readProperty reads spec.Schema{VendorExtensible: ..., SchemaProps: ...}.
func readProperty(schema ast.Expr) (property, error) {
	var result property
	if props := field(schema, "SchemaProps"); props != nil {
		if err := readProps(props, &result); err != nil {
			return result, err
		}
	}
	if vendor := field(schema, "VendorExtensible"); vendor != nil {
		return result, readExtensions(field(vendor, "Extensions"), &result)
	}
	return result, nil
}

// readProps reads the fields that stand in SchemaProps itself: those of the items of a list stand deeper
// and are not the property's.
func readProps(props ast.Expr, result *property) error {
	enum, err := stringsOf(field(props, "Enum"))
	if err != nil {
		return err
	}
	result.Enum = enum
	if result.Description, err = description(props); err != nil {
		return err
	}
	if expression := field(props, "Default"); expression != nil && !isConstant(expression) {
		found, err := value(expression)
		if err != nil {
			return err
		}
		result.Default = found
	}
	return nil
}

// description reads the documentation's text of what SchemaProps are about, if there is one.
func description(props ast.Expr) (string, error) {
	expression := field(props, "Description")
	if expression == nil {
		return "", nil
	}
	found, err := value(expression)
	return fmt.Sprint(found), err
}

// isConstant tells whether an expression names a constant of another package, whose value the file does
// not have. Two defaults of a volume of Azure are written so in 1.36; they are left out.
func isConstant(expression ast.Expr) bool {
	_, ok := expression.(*ast.SelectorExpr)
	return ok
}

func readExtensions(extensions ast.Expr, result *property) (err error) {
	result.ListMapKeys, err = stringsOf(field(extensions, "x-kubernetes-list-map-keys"))
	return err
}

// stringsOf evaluates a list of strings; nil is the empty one.
func stringsOf(expression ast.Expr) ([]string, error) {
	if expression == nil {
		return nil, nil
	}
	found, err := value(expression)
	if err != nil {
		return nil, err
	}
	elements, ok := found.([]any)
	if !ok {
		return nil, fmt.Errorf("no list: %v", found)
	}
	texts := []string{}
	for _, element := range elements {
		texts = append(texts, fmt.Sprint(element))
	}
	return texts, nil
}

// field returns a field of a composite literal, its key an identifier or a string, or nil.
func field(expression ast.Expr, name string) ast.Expr {
	literal, ok := expression.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if text, err := value(pair.Key); isNamed(pair.Key, name) || err == nil && text == name {
			return pair.Value
		}
	}
	return nil
}

// value evaluates the literals that the generator writes.
func value(expression ast.Expr) (any, error) {
	switch expression := expression.(type) {
	case *ast.BasicLit:
		if expression.Kind == token.STRING {
			return strconv.Unquote(expression.Value)
		}
		return json.Number(expression.Value), nil
	case *ast.Ident:
		switch expression.Name {
		case "true", "false":
			return expression.Name == "true", nil
		}
	case *ast.CompositeLit:
		return composite(expression)
	}
	return nil, fmt.Errorf("no literal: %T", expression)
}

// composite evaluates a list or a map with strings as keys.
func composite(literal *ast.CompositeLit) (any, error) {
	if _, ok := literal.Type.(*ast.MapType); ok {
		return mapping(literal)
	}
	values := []any{}
	for _, element := range literal.Elts {
		found, err := value(element)
		if err != nil {
			return nil, err
		}
		values = append(values, found)
	}
	return values, nil
}

func mapping(literal *ast.CompositeLit) (any, error) {
	entries := map[string]any{}
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return nil, fmt.Errorf("an entry of a map without a key")
		}
		key, err := value(pair.Key)
		if err != nil {
			return nil, err
		}
		entries[fmt.Sprint(key)], err = value(pair.Value)
		if err != nil {
			return nil, err
		}
	}
	return entries, nil
}
