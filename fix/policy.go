package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
)

// A policy is where the document of a policy is written. Its kinds differ in how.
type policy interface {
	// add adds a statement.
	add(g grant) []edit
	// correct makes a statement that comes nearest to what is wanted do it; nil
	// when it takes a statement of its own. index counts from 0.
	correct(index int, g grant) []edit
	// scope is where expressions in it stand.
	scope() scope
}

// policyOf returns the document of a policy that a resource writes, nil when it is
// not one that can be edited.
func (c *cause) policyOf(writer *tf.Resource, at tf.Value) policy {
	p, ok := c.place(writer, at)
	if !ok {
		return nil
	}
	own := scope{moduleOf(p.calls), key(writer)}
	switch e := p.expr.(type) {
	case *hclsyntax.FunctionCallExpr:
		if object, ok := encoded(e); ok {
			return written{p.file, object, own}
		}
	case *hclsyntax.TemplateExpr:
		return heredocAt(p.file, e, own)
	default:
		if name, ok := documentName(p.expr); ok {
			return c.document(p, name, own)
		}
	}
	return nil
}

// encoded returns the object that is encoded as JSON.
func encoded(e *hclsyntax.FunctionCallExpr) (*hclsyntax.ObjectConsExpr, bool) {
	if e.Name != "jsonencode" || len(e.Args) != 1 {
		return nil, false
	}
	object, ok := e.Args[0].(*hclsyntax.ObjectConsExpr)
	return object, ok
}

// documentName returns the name of the aws_iam_policy_document whose JSON an
// expression is.
func documentName(e hclsyntax.Expression) (name string, ok bool) {
	switch e.(type) {
	case *hclsyntax.ScopeTraversalExpr, *hclsyntax.RelativeTraversalExpr:
	default:
		return "", false
	}
	for _, trav := range e.Variables() {
		if len(trav) > 2 && begins(trav, []string{"data", "aws_iam_policy_document"}) {
			step, ok := trav[2].(hcl.TraverseAttr)
			return step.Name, ok
		}
	}
	return "", false
}

// letIn returns proposals that put a grant into the policy that decides, the
// nearest statement of which is at an index from 1, 0 without one.
func letIn(title string, safe bool, p policy, index int, grants granter) []*proposal {
	if p == nil {
		return nil
	}
	g, ok := grants(p.scope())
	if !ok {
		return nil
	}
	var all []*proposal
	if index > 0 {
		all = one(title, safe, p.correct(index-1, g))
	}
	return append(all, one(title, safe, p.add(g))...)
}

// isSourceArn reports whether a condition key is that of the source's ARN.
func isSourceArn(key string) bool { return strings.EqualFold(key, "AWS:SourceArn") }

// alsoFrom returns edits that put the ARN of a distribution where a condition has
// another: beside that of another distribution, in place of what is none. It
// returns nil where it is not certain what the condition has.
func alsoFrom(f *file, e hclsyntax.Expression, source string) []edit {
	l, isList := e.(*hclsyntax.TupleConsExpr)
	if isList && len(l.Exprs) != 1 {
		return f.addElements(l, source)
	}
	only := e
	if isList {
		only = l.Exprs[0]
	}
	old := f.source(only.Range())
	switch {
	case isNoARN(old, source):
		return f.replace(only.Range(), source)
	case isList:
		return f.addElements(l, source)
	case strings.HasPrefix(old, "aws_"), strings.HasPrefix(old, "module."), strings.HasPrefix(old, `"`):
		return f.replace(e.Range(), list([]string{old, source}))
	}
	return nil
}

// isNoARN reports whether an expression is certainly not the ARN of a distribution
// that is to read: source is the expression of one that is, of which other
// instances may have a policy of their own.
func isNoARN(expr, source string) bool {
	own, _, each := strings.Cut(source, "[each.key]")
	switch {
	case each && strings.HasPrefix(expr, own+"["), strings.HasPrefix(expr, "aws_cloudfront_distribution_tenant."):
		return true
	case strings.HasPrefix(expr, "aws_"):
		return !strings.HasSuffix(expr, ".arn")
	case strings.HasPrefix(expr, `"`):
		return strings.Contains(expr, "*") || !strings.Contains(expr, ":cloudfront::")
	}
	return false
}
