package hclload

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/hclload/functions"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

var variableSchema = &hcl.BodySchema{Attributes: []hcl.AttributeSchema{
	{Name: "type"}, {Name: "default"}, {Name: "nullable"}, {Name: "sensitive"},
}}

func (l *loader) readVariable(b *hcl.Block) *variable {
	content, _, _ := b.Body.PartialContent(variableSchema)
	v := &variable{name: b.Labels[0], typ: cty.DynamicPseudoType, nullable: true}
	v.rng = rangeOf(b.DefRange)
	if attr := content.Attributes["type"]; attr != nil {
		v.typed = true
		v.typ, v.defaults = constraint(attr.Expr)
	}
	if attr := content.Attributes["default"]; attr != nil {
		v.def = attr
	}
	v.nullable = !isFalse(content.Attributes["nullable"])
	v.sensitive = isTrue(content.Attributes["sensitive"])
	if v.sensitive && v.def != nil {
		value, _ := v.def.Expr.Value(l.budget.context(nil, nil))
		l.hide(value)
	}
	return v
}

// constraint reads a type; the quoted types of Terraform 0.11 are types too.
func constraint(expr hcl.Expression) (cty.Type, *typeexpr.Defaults) {
	if v, diags := expr.Value(nil); !diags.HasErrors() && v.Type() == cty.String && v.IsKnown() && !v.IsNull() {
		switch v.AsString() {
		case "string":
			return cty.String, nil
		case "list":
			return cty.List(cty.DynamicPseudoType), nil
		case "map":
			return cty.Map(cty.DynamicPseudoType), nil
		}
	}
	ty, defaults, diags := typeexpr.TypeConstraintWithDefaults(expr)
	if diags.HasErrors() {
		return cty.DynamicPseudoType, nil
	}
	return ty, defaults
}

func isTrue(attr *hcl.Attribute) bool  { return isBool(attr, true) }
func isFalse(attr *hcl.Attribute) bool { return isBool(attr, false) }

func isBool(attr *hcl.Attribute, want bool) bool {
	if attr == nil {
		return false
	}
	v, diags := attr.Expr.Value(nil)
	return !diags.HasErrors() && v.Type() == cty.Bool && v.IsKnown() && !v.IsNull() && v.True() == want
}

// variable returns the value of a variable for one more use.
func (s *scope) variable(name string, at tf.Range) cty.Value {
	v := s.mod.variables[name]
	if v == nil {
		s.l.warn(at, "var.%s is not declared in this module", name)
		return s.l.symbolValue(symbol.Symbol{Address: s.prefix + "var." + name})
	}
	return s.l.reread(s.once("var."+name, at, func() settled { return s.variableValue(v) }))
}

func (s *scope) variableValue(v *variable) settled {
	value, given := s.argument(v)
	if !given || value.v.IsNull() && !v.nullable && v.def != nil {
		if v.def == nil {
			return s.unset(v)
		}
		value = s.evalAttr(v.def, nil)
	}
	value = s.l.convert(v, value)
	value.sensitive = value.sensitive || v.sensitive
	return value
}

// argument returns what the caller gives for a variable.
func (s *scope) argument(v *variable) (value settled, given bool) {
	if s.parent == nil {
		value, given = s.given[v.name]
		return value, given
	}
	attr := attribute(s.call.b.body, v.name)
	if attr == nil {
		return value, false
	}
	return s.parent.evalAttr(attr, s.call.frame(s.inst)), true
}

// convert fits a value to the variable's type.
func (l *loader) convert(v *variable, value settled) settled {
	if v.defaults != nil && value.v.IsKnown() && !value.v.IsNull() {
		value.v = v.defaults.Apply(value.v)
	}
	if v.typ == cty.DynamicPseudoType {
		return value
	}
	out, err := convert.Convert(value.v, v.typ)
	if err != nil {
		if !value.symbolic {
			l.warn(v.rng, "the value of var.%s does not fit its type: %s", v.name, err)
		}
		value.refs = value.symbols()
		value.v = cty.UnknownVal(v.typ.WithoutOptionalAttributesDeep())
		return value
	}
	value.v = out
	return value
}

// unset returns the value of a variable that nobody sets: a symbol for each
// string in it.
func (s *scope) unset(v *variable) settled {
	sym := symbol.Symbol{Address: s.prefix + "var." + v.name}
	return settled{
		v:         unsetValue(v.typ.WithoutOptionalAttributesDeep(), sym),
		refs:      []symbol.Symbol{sym},
		sensitive: v.sensitive,
		symbolic:  true,
	}
}

func unsetValue(ty cty.Type, sym symbol.Symbol) cty.Value {
	switch {
	case ty == cty.String || ty == cty.DynamicPseudoType:
		return cty.StringVal(symbol.Token(sym, 0))
	case ty.IsObjectType():
		attrs := make(map[string]cty.Value)
		for name, at := range ty.AttributeTypes() {
			field := symbol.Symbol{Address: sym.Address, Attr: strings.TrimPrefix(sym.Attr+"."+name, ".")}
			attrs[name] = unsetValue(at, field)
		}
		return cty.ObjectVal(attrs)
	}
	return cty.UnknownVal(ty)
}

// rootValues returns what is given for the variables of the root module. Later
// ones count for more: the environment, the files that Terraform loads by
// itself, those that the settings name, and what the user says.
// See https://developer.hashicorp.com/terraform/language/values/variables#variable-definition-precedence.
func (l *loader) rootValues(mod *module) map[string]settled {
	values := make(map[string]settled)
	for name, text := range l.options.Environment {
		if v := mod.variables[name]; v != nil {
			l.setText(values, v, "TF_VAR_"+name, text)
		}
	}
	for _, name := range l.tfvarsFiles(mod.dir) {
		l.setAll(values, l.parse(name))
	}
	for _, name := range l.options.VariablesFiles {
		l.setAll(values, l.parseInside(name))
	}
	for _, s := range l.options.Settings {
		v := mod.variables[s.Name]
		switch {
		case s.Name == "":
			l.setAll(values, l.parseOutside(s.File))
		case v == nil:
			l.warn(tf.Range{File: l.dir}, "variable %q is set but not declared here", s.Name)
		default:
			l.setText(values, v, "var."+s.Name, s.Value)
		}
	}
	if l.options.Plan != nil {
		for name := range mod.variables {
			if v, ok := l.options.Plan.Variable(name); ok {
				values[name] = settled{v: v}
			}
		}
	}
	for name, value := range values {
		if v := mod.variables[name]; v != nil && v.sensitive {
			l.hide(value.v)
		}
	}
	return values
}

// setAll sets the variables of a file of values.
func (l *loader) setAll(values map[string]settled, f *hcl.File) {
	if f == nil {
		return
	}
	attrs, _ := f.Body.JustAttributes()
	for name, attr := range attrs {
		if v, diags := attr.Expr.Value(l.budget.context(nil, nil)); !diags.HasErrors() {
			values[name] = settled{v: v}
		}
	}
}

// setText sets a variable to a text: the text itself where the variable holds
// a string, number or bool, else what it says as an expression.
func (l *loader) setText(values map[string]settled, v *variable, source, text string) {
	if !v.typed || v.typ.IsPrimitiveType() {
		values[v.name] = settled{v: cty.StringVal(text)}
		return
	}
	if functions.TooDeep([]byte(text), l.limits.Nesting) {
		l.fail(tf.Range{File: source}, "is nested too deep to be read: nest less, or raise --max-nesting")
		return
	}
	expr, diags := hclsyntax.ParseExpression([]byte(text), source, hcl.InitialPos)
	if !diags.HasErrors() {
		var value cty.Value
		value, diags = expr.Value(nil)
		values[v.name] = settled{v: value}
	}
	dropDetail(diags)
	l.report(diags, tf.DiagError)
}

func (l *loader) tfvarsFiles(dir string) []string {
	var fixed, auto []string
	for _, name := range []string{"terraform.tfvars", "terraform.tfvars.json"} {
		if l.exists(path.Join(dir, name)) {
			fixed = append(fixed, path.Join(dir, name))
		}
	}
	for _, name := range l.names(dir) {
		if strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			auto = append(auto, path.Join(dir, name))
		}
	}
	slices.Sort(auto)
	return append(fixed, auto...)
}
