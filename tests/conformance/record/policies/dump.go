package main

import (
	"fmt"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
)

// dump writes how each field of each type is written where nothing is set.
func dump() {
	seen := map[reflect.Type]bool{}
	var lines []string
	var walk func(t reflect.Type)
	walk = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] || !strings.HasPrefix(t.PkgPath(), "k8s.io/") {
			return
		}
		seen[t] = true
		for i := 0; i < t.NumField(); i++ {
			f := t.Field(i)
			tag := f.Tag.Get("json")
			parts := strings.Split(tag, ",")
			name, opts := parts[0], strings.Join(parts[1:], ",")
			if name == "-" {
				continue
			}
			kind := f.Type.Kind().String()
			if f.Type.Kind() == reflect.Pointer {
				kind = "ptr:" + f.Type.Elem().Kind().String()
			}
			ty := f.Type
			for ty.Kind() == reflect.Pointer || ty.Kind() == reflect.Slice {
				ty = ty.Elem()
			}
			lines = append(lines, fmt.Sprintf("%s.%s\t%s\t%s\t%s\t%s", t.PkgPath(), t.Name(), name, opts, kind, ty.Name()))
			walk(f.Type)
		}
	}
	for gvk, t := range legacyscheme.Scheme.AllKnownTypes() {
		if gvk.Version == runtime.APIVersionInternal {
			continue
		}
		walk(t)
	}
	sort.Strings(lines)
	for _, l := range lines {
		fmt.Println(l)
	}
}
