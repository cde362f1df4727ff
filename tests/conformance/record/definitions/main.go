// Reads a CRD with objects per line and prints what the API server says of them.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/install"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	apival "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"k8s.io/apiserver/pkg/cel/common"
	"k8s.io/apiserver/pkg/warning"
)

type pair struct {
	Object json.RawMessage `json:"object"`
	Old    json.RawMessage `json:"old,omitempty"`
}

type line struct {
	ID      string          `json:"id"`
	CRD     json.RawMessage `json:"crd"`
	Version string          `json:"version"`
	Objects []pair          `json:"objects"`
	// Whether the CRD itself is validated.
	Check bool `json:"check"`
}

type fault struct {
	Type   string `json:"type"`
	Field  string `json:"field"`
	Detail string `json:"detail"`
}

type verdict struct {
	Schema   []fault                `json:"schema"`
	Blocking bool                   `json:"blocking,omitempty"`
	Rules    []fault                `json:"rules"`
	Left     int64                  `json:"left"`
	Warnings []string               `json:"warnings,omitempty"`
	Panic    string                 `json:"panic,omitempty"`
	Admitted map[string]interface{} `json:"admitted,omitempty"`
	Old      map[string]interface{} `json:"old,omitempty"`
}

type answer struct {
	ID      string    `json:"id"`
	Error   string    `json:"error,omitempty"`
	CRD     []fault   `json:"crd"`
	Objects []verdict `json:"objects"`
}

func faults(list field.ErrorList) []fault {
	found := []fault{}
	for _, e := range list {
		found = append(found, fault{string(e.Type), e.Field, e.Detail})
	}
	return found
}

var scheme = runtime.NewScheme()

func read(raw []byte) (*apiextensions.CustomResourceDefinition, error) {
	in := &v1.CustomResourceDefinition{}
	if err := json.Unmarshal(raw, in); err != nil {
		return nil, err
	}
	scheme.Default(in)
	out := &apiextensions.CustomResourceDefinition{}
	if err := scheme.Convert(in, out, nil); err != nil {
		return nil, err
	}
	out.Status = apiextensions.CustomResourceDefinitionStatus{}
	for _, v := range out.Spec.Versions {
		if v.Storage {
			out.Status.StoredVersions = append(out.Status.StoredVersions, v.Name)
		}
	}
	return out, nil
}

type recorder struct{ all []string }

func (r *recorder) AddWarning(_, text string) { r.all = append(r.all, text) }

type kind struct {
	schema    *structural.Structural
	validator validation.SchemaValidator
	rules     *cel.Validator
	status    bool
}

func of(crd *apiextensions.CustomResourceDefinition, version string) (*kind, error) {
	val, err := apiextensions.GetSchemaForVersion(crd, version)
	if err != nil {
		return nil, err
	}
	if val == nil {
		return nil, fmt.Errorf("no schema")
	}
	s, err := structural.NewStructural(val.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	if err := defaulting.PruneDefaults(s); err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(val.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	sub, err := apiextensions.GetSubresourcesForVersion(crd, version)
	if err != nil {
		return nil, err
	}
	return &kind{s, validator, cel.NewValidator(s, true, celconfig.PerCallLimit), sub != nil && sub.Status != nil}, nil
}

func (k *kind) admit(raw []byte) (map[string]interface{}, error) {
	var value map[string]interface{}
	if err := utiljson.Unmarshal(raw, &value); err != nil {
		return nil, err
	}
	pruning.PruneWithOptions(value, k.schema, true, structural.UnknownFieldPathOptions{})
	defaulting.PruneNonNullableNullsWithoutDefaults(value, k.schema)
	defaulting.Default(value, k.schema)
	return value, nil
}

func blocks(list field.ErrorList) bool {
	for _, e := range list {
		switch e.Type {
		case field.ErrorTypeNotSupported, field.ErrorTypeRequired, field.ErrorTypeTooLong, field.ErrorTypeTooMany, field.ErrorTypeTypeInvalid:
			return true
		}
	}
	return false
}

func (k *kind) judge(p pair) (out verdict) {
	defer func() {
		if r := recover(); r != nil {
			out.Panic = fmt.Sprint(r)
		}
	}()
	rec := &recorder{}
	ctx := warning.WithWarningRecorder(context.Background(), rec)
	object, err := k.admit(p.Object)
	if err != nil {
		return verdict{Panic: err.Error()}
	}
	var old map[string]interface{}
	if len(p.Old) > 0 && string(p.Old) != "null" {
		if old, err = k.admit(p.Old); err != nil {
			return verdict{Panic: err.Error()}
		}
	}
	if k.status {
		delete(object, "status")
		if s, ok := old["status"]; ok {
			object["status"] = s
		}
	}
	var list field.ErrorList
	var rules field.ErrorList
	var left int64
	if old == nil {
		list = append(list, validation.ValidateCustomResource(nil, object, k.validator)...)
		list = append(list, listtype.ValidateListSetsAndMaps(nil, k.schema, object)...)
		out.Blocking = blocks(list)
		if !out.Blocking && k.rules != nil {
			rules, left = k.rules.Validate(ctx, nil, k.schema, object, nil, celconfig.RuntimeCELCostBudget)
		}
	} else {
		correlated := common.NewCorrelatedObject(object, old, &model.Structural{Structural: k.schema})
		list = append(list, validation.ValidateCustomResourceUpdate(nil, object, old, k.validator, validation.WithRatcheting(correlated))...)
		out.Blocking = blocks(list)
		if !out.Blocking && k.rules != nil {
			rules, left = k.rules.Validate(ctx, nil, k.schema, object, old, celconfig.RuntimeCELCostBudget, ratchet(correlated)...)
		}
	}
	if os.Getenv("ADMIT") != "" && !out.Blocking {
		out.Admitted, out.Old = object, old
	}
	out.Schema, out.Rules, out.Left, out.Warnings = faults(list), faults(rules), left, rec.all
	return out
}

// Unchanged values are told of as well, unless RATCHET is set.
func ratchet(c *common.CorrelatedObject) []cel.Option {
	if os.Getenv("RATCHET") == "" {
		return nil
	}
	return []cel.Option{cel.WithRatcheting(c)}
}

func one(l line) (a answer) {
	a.ID = l.ID
	crd, err := read(l.CRD)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	if l.Check {
		a.CRD = faults(apival.ValidateCustomResourceDefinition(context.Background(), crd))
		var kept []fault
		for _, f := range a.CRD {
			if len(f.Detail) > 600 {
				f.Detail = f.Detail[:600]
			}
			kept = append(kept, f)
		}
		a.CRD = kept
	}
	if len(l.Objects) == 0 {
		return a
	}
	k, err := of(crd, l.Version)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	for _, p := range l.Objects {
		a.Objects = append(a.Objects, k.judge(p))
	}
	return a
}

func main() {
	install.Install(scheme)
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for {
		text, err := in.ReadString('\n')
		if strings.TrimSpace(text) != "" {
			var l line
			if bad := json.Unmarshal([]byte(text), &l); bad != nil {
				_ = enc.Encode(answer{Error: bad.Error()})
			} else {
				_ = enc.Encode(one(l))
			}
		}
		if err != nil {
			return
		}
	}
}
