package fix

import (
	"path"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A document is an aws_iam_policy_document.
type document struct {
	file  *file
	block *hclsyntax.Block
	own   scope
}

// document returns the data source with a name beside a place.
func (c *cause) document(p place, name string, user scope) policy {
	f, b := c.named(path.Dir(p.file.name), "data", "aws_iam_policy_document", name)
	if b == nil {
		return nil
	}
	address := "data.aws_iam_policy_document." + name
	if user.module != "" {
		address = user.module + "." + address
	}
	own := scope{module: user.module}
	if c.cfg.Resource(address+user.key) != nil {
		own.key = user.key
	}
	return document{f, b, own}
}

func (d document) scope() scope { return d.own }

func (d document) add(g grant) []edit {
	r := hcl.RangeBetween(d.block.TypeRange, d.block.CloseBraceRange)
	return d.file.appendBlock(d.block, g.named(d.file.source(r)).statement(), "statement")
}

func (d document) correct(index int, g grant) []edit {
	s := d.statement(index)
	if s == nil || g.source == "" {
		return nil
	}
	for _, b := range s.Body.Blocks {
		variable, values := b.Body.Attributes["variable"], b.Body.Attributes["values"]
		if b.Type != "condition" || variable == nil || values == nil {
			continue
		}
		if name, ok := plainString(variable.Expr); ok && isSourceArn(name) {
			return alsoFrom(d.file, values.Expr, g.source)
		}
	}
	return nil
}

// statement returns a statement block by its place, nil when that is not certain.
func (d document) statement(index int) *hclsyntax.Block {
	for _, b := range d.block.Body.Blocks {
		switch {
		case b.Type == "dynamic":
			return nil
		case b.Type != "statement":
			continue
		case index == 0:
			return b
		}
		index--
	}
	return nil
}
