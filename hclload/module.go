package hclload

import (
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/ext/typeexpr"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
	"github.com/zclconf/go-cty/cty"
)

// A module is one directory of Terraform source, read once however often it
// is called.
type module struct {
	dir       string // within the tree
	files     []*hcl.File
	variables map[string]*variable
	locals    map[string]*hcl.Attribute
	outputs   map[string]*output
	resources []*block
	calls     []*block
	providers map[string]*block // by "aws" or "aws.alias"
	blocks    map[string]*block // by "aws_s3_bucket.b", "data.x.y", "module.m"
}

// A block is a resource, data source, module call or provider configuration.
type block struct {
	kind  string // "resource", "data", "module", "provider"
	typ   string // resource type; empty for a module call
	name  string
	body  hcl.Body
	rng   tf.Range
	attrs hcl.Attributes // count, for_each, source, provider, providers

	id      string      // see key
	ignored *ignoreList // read when it is first asked for
}

// key is how references name the block within its module.
func (b *block) key() string {
	if b.id == "" {
		b.id = b.makeKey()
	}
	return b.id
}

func (b *block) makeKey() string {
	switch b.kind {
	case "data":
		return "data." + b.typ + "." + b.name
	case "module":
		return "module." + b.name
	}
	return b.typ + "." + b.name
}

type variable struct {
	name      string
	typ       cty.Type
	typed     bool // a type is written
	rng       tf.Range
	defaults  *typeexpr.Defaults
	def       *hcl.Attribute // nil without default
	nullable  bool
	sensitive bool
}

type output struct {
	value     *hcl.Attribute
	sensitive bool
}

var moduleSchema = &hcl.BodySchema{Blocks: []hcl.BlockHeaderSchema{
	{Type: "variable", LabelNames: []string{"name"}},
	{Type: "locals"},
	{Type: "output", LabelNames: []string{"name"}},
	{Type: "resource", LabelNames: []string{"type", "name"}},
	{Type: "data", LabelNames: []string{"type", "name"}},
	{Type: "module", LabelNames: []string{"name"}},
	{Type: "provider", LabelNames: []string{"name"}},
}}

// metaArguments are the arguments of blocks that are about the block itself.
var metaArguments = []string{"count", "for_each", "source", "provider", "providers", "alias"}

// module returns the module in a directory of the tree, without files when
// there is no such directory.
func (l *loader) module(dir string) *module {
	if m, ok := l.modules[dir]; ok {
		return m
	}
	files, overrides := l.moduleFiles(dir)
	m := &module{
		dir:       dir,
		files:     slices.Concat(files, overrides),
		variables: make(map[string]*variable),
		locals:    make(map[string]*hcl.Attribute),
		outputs:   make(map[string]*output),
		providers: make(map[string]*block),
		blocks:    make(map[string]*block),
	}
	for _, b := range topBlocks(files, overrides) {
		l.addBlock(m, b)
	}
	l.modules[dir] = m
	return m
}

func (l *loader) addBlock(m *module, b *hcl.Block) {
	switch b.Type {
	case "variable":
		m.variables[b.Labels[0]] = l.readVariable(b)
	case "locals":
		attrs, _ := b.Body.JustAttributes()
		for name, attr := range attrs {
			m.locals[name] = attr
		}
	case "output":
		if attr := attribute(b.Body, "value"); attr != nil {
			m.outputs[b.Labels[0]] = &output{value: attr, sensitive: isTrue(attribute(b.Body, "sensitive"))}
		}
	case "provider":
		p := newBlock(b)
		name := b.Labels[0]
		if alias, ok := literalString(p.attrs["alias"]); ok {
			name += "." + alias
		}
		m.providers[name] = p
	default:
		l.addReferable(m, newBlock(b))
	}
}

func (l *loader) addReferable(m *module, b *block) {
	if first, twice := m.blocks[b.key()]; twice {
		l.warn(b.rng, "%s is declared twice (first at %s:%d): the second is not read", b.key(), first.rng.File, first.rng.Start.Line)
		return
	}
	m.blocks[b.key()] = b
	if b.kind == "module" {
		m.calls = append(m.calls, b)
	} else {
		m.resources = append(m.resources, b)
	}
}

func newBlock(b *hcl.Block) *block {
	out := &block{kind: b.Type, body: b.Body, rng: rangeOf(b.DefRange), attrs: make(hcl.Attributes)}
	for _, name := range metaArguments {
		if attr := attribute(b.Body, name); attr != nil {
			out.attrs[name] = attr
		}
	}
	switch len(b.Labels) {
	case 2:
		out.typ, out.name = b.Labels[0], b.Labels[1]
	case 1:
		out.name = b.Labels[0]
	}
	return out
}

// attribute returns one attribute of a body, nil when it is not there.
func attribute(body hcl.Body, name string) *hcl.Attribute {
	if native, ok := body.(*hclsyntax.Body); ok {
		// PartialContent goes through all attributes and blocks of the body.
		if attr := native.Attributes[name]; attr != nil {
			return attr.AsHCLAttribute()
		}
		return nil
	}
	content, _, _ := body.PartialContent(&hcl.BodySchema{Attributes: []hcl.AttributeSchema{{Name: name}}})
	return content.Attributes[name]
}

// literalString returns the value of an attribute that is written as a plain
// string.
func literalString(attr *hcl.Attribute) (string, bool) {
	if attr == nil {
		return "", false
	}
	v, diags := attr.Expr.Value(nil)
	if diags.HasErrors() || v.Type() != cty.String || !v.IsKnown() || v.IsNull() {
		return "", false
	}
	return v.AsString(), true
}

// called returns the module that a call names, nil when its source is not at
// hand. Why not is a diagnostic.
func (l *loader) called(s *scope, call *block) *module {
	return l.calledFrom(s.mod, append(s.callNames(), call.name), call)
}

// calledFrom is called for a call in a module; names lead to what is called.
func (l *loader) calledFrom(mod *module, names []string, call *block) *module {
	source, ok := literalString(call.attrs["source"])
	if !ok {
		l.warn(call.rng, "module %q has no source that can be read without a plan: its resources are not seen", call.name)
		return nil
	}
	if !strings.HasPrefix(source, "./") && !strings.HasPrefix(source, "../") {
		if dir, ok := l.installed(names); ok {
			return l.moduleAt(dir, call)
		}
		l.diags.NotInstalled(call.rng, call.name)
		return nil
	}
	return l.moduleAt(path.Join(mod.dir, source), call)
}

func (l *loader) moduleAt(dir string, call *block) *module {
	if dir == ".." || strings.HasPrefix(dir, "../") {
		l.warn(call.rng, "module %q lies outside the tree that may be read: lint from a repository that holds both", call.name)
		return nil
	}
	m := l.module(dir)
	if len(m.files) == 0 {
		l.warn(call.rng, "module %q: no Terraform files in %s", call.name, l.show(dir))
		return nil
	}
	return m
}
