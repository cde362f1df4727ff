package main

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
)

// A value, so that different ones look different.
func shown(value ref.Val) string {
	switch of := value.(type) {
	case types.Null:
		return "null"
	case types.Bool, types.Int:
		return fmt.Sprint(of.Value())
	case types.Uint:
		return fmt.Sprint(uint64(of)) + "u"
	case types.Double:
		return "d" + strconv.FormatFloat(float64(of), 'e', -1, 64)
	case types.String:
		return strconv.QuoteToASCII(string(of))
	case types.Bytes:
		return fmt.Sprintf("b%x", []byte(of))
	case types.Duration:
		return fmt.Sprint("duration ", of.Nanoseconds())
	case types.Timestamp:
		return fmt.Sprint("timestamp ", of.Unix(), " ", of.Nanosecond())
	case *types.Optional:
		if !of.HasValue() {
			return "none"
		}
		return "some(" + shown(of.GetValue()) + ")"
	case *types.Type:
		return "type " + of.TypeName()
	case traits.Lister:
		var parts []string
		for items := of.Iterator(); items.HasNext() == types.True; {
			parts = append(parts, shown(items.Next()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case traits.Mapper:
		var parts []string
		for keys := of.Iterator(); keys.HasNext() == types.True; {
			key := keys.Next()
			parts = append(parts, shown(key)+": "+shown(of.Get(key)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return "opaque " + value.Type().TypeName()
}
