package check

import (
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
)

// native gives back the Go value that was bound. What an expression made
// itself, such as a filtered list or a literal map, is converted part by part.
func native(v ref.Val) any {
	if m, ok := v.Value().(map[string]any); ok {
		return m
	}
	switch v := v.(type) {
	case *types.Optional:
		if !v.HasValue() {
			return nil
		}
		return native(v.GetValue())
	case traits.Lister:
		list := []any{}
		for i := v.Iterator(); i.HasNext() == types.True; {
			list = append(list, native(i.Next()))
		}
		return list
	case traits.Mapper:
		m := map[string]any{}
		for i := v.Iterator(); i.HasNext() == types.True; {
			if key, ok := i.Next().(types.String); ok {
				m[string(key)] = native(v.Get(key))
			}
		}
		return m
	case types.Null:
		return nil
	}
	return v.Value()
}

// adapt is the value of an expression for Go's own.
func adapt(value any) ref.Val { return types.DefaultTypeAdapter.NativeToValue(value) }
