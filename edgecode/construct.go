package edgecode

import (
	"net/url"

	"github.com/tdewolff/parse/v2/js"
)

// construct evaluates new.
func (r *run) construct(e *js.NewExpr, n *names) value {
	var args []value
	complete := true
	if e.Args != nil {
		args, complete = r.arguments(*e.Args, n)
	}
	name, _ := e.X.(*js.Var)
	if name == nil || !complete || n.find(string(name.Name())) != nil {
		r.eval(e.X, n)
		return r.callUnknown(args)
	}
	switch string(name.Name()) {
	case "Set":
		if items, ok := listed(args); ok {
			return objectOf(&obj{class: set, items: items})
		}
	case "Map":
		if items, ok := pairs(args); ok {
			return objectOf(&obj{class: dictionary, items: items})
		}
	case "RegExp":
		source, flags := firstOf(args), textOf("")
		if len(args) > 1 {
			flags = args[1]
		}
		if source.kind == text && source.known && flags.kind == text && flags.known {
			return r.pattern(source.s, flags.s)
		}
	case "Error", "TypeError":
		return objectOf(&obj{rest: func(string) value { return unknown }})
	}
	return r.callUnknown(args)
}

func listed(args []value) (items []value, ok bool) {
	if len(args) == 0 {
		return nil, true
	}
	v := args[0]
	if v.kind != object || v.obj.class != list || v.obj.lost {
		return nil, false
	}
	return v.obj.items, true
}

// pairs returns the keys and values of a new Map, one after the other.
func pairs(args []value) (all []value, ok bool) {
	items, ok := listed(args)
	for _, item := range items {
		if item.kind != object || item.obj.class != list || len(item.obj.items) != 2 {
			return nil, false
		}
		all = append(all, item.obj.items...)
	}
	return all, ok
}

func unescaped(s string) (string, bool) {
	plain, err := url.PathUnescape(s)
	return plain, err == nil
}
