package functions

import (
	"fmt"
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/limits"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// A renderer evaluates templates, which may render further templates.
type renderer struct {
	files    Files
	base     funcs // all other functions
	evaluate Evaluate
	depth    int
	left     *int // templates that may still be rendered; nil at the top
}

// templates returns the functions that evaluate templates with others.
func (t *table) templates(base funcs) funcs {
	return (&renderer{files: t.files, base: maps.Clone(base), evaluate: t.evaluate}).functions()
}

func (r *renderer) functions() funcs {
	return funcs{
		"templatefile": r.function("path", func(name string) (string, string, error) {
			src, err := r.files.ReadFile(name)
			if err != nil {
				return "", "", err
			}
			content, err := text(name, src)
			return content, name, err
		}),
		"templatestring": r.function("template", func(src string) (string, string, error) {
			return src, "<templatestring argument>", nil
		}),
	}
}

// function makes a function that renders what its first argument leads to.
// Variables are passed on with their marks, so that the result has those of
// what the template uses.
func (r *renderer) function(param string, read func(string) (src, name string, err error)) function.Function {
	vars := anything("vars")
	vars.AllowNull = false
	return marked(function.New(&function.Spec{
		Params: []function.Parameter{{Name: param, Type: cty.String}, vars},
		Type: func(args []cty.Value) (cty.Type, error) {
			if ty := args[1].Type(); ty != cty.DynamicPseudoType && !ty.IsObjectType() && !ty.IsMapType() {
				return cty.NilType, function.NewArgErrorf(1, "must be a map or an object")
			}
			return cty.DynamicPseudoType, nil
		},
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			plain, marks := args[1].Unmark()
			if !plain.IsKnown() {
				return cty.DynamicVal.WithMarks(marks), nil
			}
			src, name, err := read(args[0].AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			v, err := r.render(src, name, plain.AsValueMap())
			if err != nil {
				return cty.NilVal, err
			}
			return v.WithMarks(marks), nil
		},
	}))
}

func (r *renderer) render(src, name string, vars map[string]cty.Value) (cty.Value, error) {
	inner, err := r.deeper()
	if err != nil {
		return cty.NilVal, err
	}
	if len(src) > maxTemplate {
		return cty.NilVal, fmt.Errorf("%s is longer than %d bytes", name, maxTemplate)
	}
	if tooDeep(src) || TooDeepTemplate([]byte(src), limits.Nesting) {
		return cty.NilVal, fmt.Errorf("%s: %w", name, errTooDeep)
	}
	for v := range vars {
		if !hclsyntax.ValidIdentifier(v) {
			return cty.NilVal, function.NewArgErrorf(1, "%q is not a valid name of a variable", v)
		}
	}
	expr, diags := hclsyntax.ParseTemplate([]byte(src), name, hcl.InitialPos)
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	v, diags := r.evaluate(expr, vars, inner.table())
	if diags.HasErrors() {
		return cty.NilVal, diags
	}
	if textSize(v) > maxText {
		return cty.NilVal, errTooLong
	}
	return v, nil
}

// deeper returns the renderer for the templates within a template.
func (r *renderer) deeper() (*renderer, error) {
	left := r.left
	if left == nil {
		left = new(maxRenders)
	}
	*left--
	if r.depth >= maxDepth || *left < 0 {
		return nil, fmt.Errorf("templates render templates more than %d deep or %d times", maxDepth, maxRenders)
	}
	return &renderer{files: r.files, base: r.base, evaluate: r.evaluate, depth: r.depth + 1, left: left}, nil
}

// table returns all functions that a template may call.
func (r *renderer) table() funcs {
	all := maps.Clone(r.base)
	maps.Copy(all, r.functions())
	return withCore(all)
}
