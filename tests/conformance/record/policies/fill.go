package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

func populate(v reflect.Value, depth int) {
	t := v.Type()
	if depth > 14 {
		return
	}
	switch t.Kind() {
	case reflect.Pointer:
		if t.Elem().Kind() == reflect.Struct && strings.HasPrefix(t.Elem().PkgPath(), "k8s.io/") && !strings.Contains(t.Elem().PkgPath(), "resource") && t.Elem().Name() != "Time" && t.Elem().Name() != "JSONSchemaProps" && t.Elem().Name() != "MicroTime" && t.Elem().Name() != "IntOrString" {
			v.Set(reflect.New(t.Elem()))
			populate(v.Elem(), depth+1)
		}
	case reflect.Struct:
		if t.Name() == "Time" || t.Name() == "MicroTime" || t.Name() == "Quantity" || t.Name() == "IntOrString" || strings.HasSuffix(t.Name(), "Status") || t.Name() == "ObjectMeta" {
			return
		}
		for i := 0; i < t.NumField(); i++ {
			if v.Field(i).CanSet() {
				populate(v.Field(i), depth+1)
			}
		}
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Struct && strings.HasPrefix(t.Elem().PkgPath(), "k8s.io/") && t.Elem().Name() != "JSONSchemaProps" {
			s := reflect.MakeSlice(t, 1, 1)
			populate(s.Index(0), depth+1)
			v.Set(s)
		}
	}
}

func typed(t reflect.Type, path []string) string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.PkgPath() + "." + t.Name()
}

func field(t reflect.Type, name string) (reflect.Type, reflect.Type, bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil, nil, false
	}
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		n := strings.Split(f.Tag.Get("json"), ",")[0]
		if n == name {
			return t, f.Type, true
		}
		if n == "" {
			if o, ty, ok := field(f.Type, name); ok {
				_ = o
				return t, ty, true
			}
		}
	}
	return nil, nil, false
}

func diff(at reflect.Type, a, b any, said map[string]bool) {
	bm, ok := b.(map[string]any)
	if ok {
		am, _ := a.(map[string]any)
		for k, v := range bm {
			owner, ty, ok := field(at, k)
			if !ok {
				continue
			}
			old, had := am[k]
			if !had || (old == nil && v != nil) || !isContainer(v) && !reflect.DeepEqual(old, v) {
				out, _ := json.Marshal(v)
				said[fmt.Sprintf("%s.%s\t%s\t%s", owner.PkgPath(), owner.Name(), k, out)] = true
				continue
			}
			diff(ty, old, v, said)
		}
		return
	}
	bl, ok := b.([]any)
	if ok {
		al, _ := a.([]any)
		for i := range bl {
			if i < len(al) {
				diff(at, al[i], bl[i], said)
			}
		}
	}
}

func isContainer(v any) bool {
	switch v.(type) {
	case map[string]any, []any:
		return true
	}
	return false
}

func fill() {
	said := map[string]bool{}
	for gvk, t := range legacyscheme.Scheme.AllKnownTypes() {
		if gvk.Version == runtime.APIVersionInternal || strings.HasSuffix(gvk.Kind, "List") || strings.HasSuffix(gvk.Kind, "Options") {
			continue
		}
		if strings.Contains(gvk.Version, "alpha") || strings.Contains(gvk.Version, "beta") {
			continue
		}
		for _, full := range []bool{true, false} {
			func() {
				defer func() { recover() }()
				v := reflect.New(t)
				if full {
					populate(v.Elem(), 0)
				}
				obj := v.Interface().(runtime.Object)
				u0, err := runtime.DefaultUnstructuredConverter.ToUnstructured(obj)
				if err != nil {
					return
				}
				legacyscheme.Scheme.Default(obj)
				in, err := legacyscheme.Scheme.ConvertToVersion(obj, schema.GroupVersion{Group: gvk.Group, Version: runtime.APIVersionInternal})
				if err != nil {
					return
				}
				out, err := legacyscheme.Scheme.ConvertToVersion(in, gvk.GroupVersion())
				if err != nil {
					return
				}
				u1, err := runtime.DefaultUnstructuredConverter.ToUnstructured(out)
				if err != nil {
					return
				}
				diff(t, u0, u1, said)
			}()
		}
	}
	var lines []string
	for l := range said {
		lines = append(lines, l)
	}
	sort.Strings(lines)
	for _, l := range lines {
		fmt.Println(l)
	}
}
