package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/cloudfront"
	"github.com/no403/no403/tf"
)

// The origin request policies of AWS that leave the Host header out.
// See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html.
const (
	allViewerExceptHost = "AllViewerExceptHostHeader"
	corsS3Origin        = "CORS-S3Origin"
)

const requestPolicy = "aws_cloudfront_origin_request_policy"

// keepHost sends everything but the Host header to an origin that goes by its own.
func keepHost(c *cause) []*proposal {
	policy := allViewerExceptHost
	if c.o != nil && c.o.Endpoint().Kind == cloudfront.S3REST {
		policy = corsS3Origin // S3 does nothing with other headers
	}
	_, at := c.b.Forwards("Host")
	switch {
	case strings.HasSuffix(at.Path, "origin_request_policy_id"):
		title := "use the origin request policy Managed-" + policy
		p, ok := c.place(c.d.Resource, at)
		// What else a policy of one's own sends, or keeps, is a decision of its own.
		safe := ok && !isOwnPolicy(p.expr)
		return append(c.lookUp(at, policy, title), one(title, safe, c.usePolicy(at, policy))...)
	case strings.HasSuffix(at.Path, "headers"):
		return one("take \"Host\" out of the forwarded headers", true, c.withoutHost(at))
	}
	return nil
}

// usePolicy names a managed policy by its id, and in the comment behind it.
func (c *cause) usePolicy(at tf.Value, policy string) []edit {
	p, ok := c.place(c.d.Resource, at)
	if !ok {
		return nil
	}
	if !isPlainString(p.expr) && !isResource(p.expr) {
		return nil // which may differ from instance to instance
	}
	r := p.expr.Range()
	edits := p.file.replace(r, quote(cloudfront.ManagedPolicy(policy)))
	rest := p.file.text[r.End.Byte:p.file.lineStart(r.End.Line)]
	comment := strings.TrimSpace(string(rest))
	switch {
	case comment == "":
		edits[0].text += " # Managed-" + policy
	case isComment(comment):
		for _, word := range strings.Fields(comment) {
			if strings.HasPrefix(word, "Managed-") {
				start := r.End.Byte + strings.Index(string(rest), word)
				return append(edits, edit{p.file, start, start + len(word), "Managed-" + policy})
			}
		}
	}
	return edits
}

// isResource reports whether an expression names an attribute of one policy.
func isResource(e hclsyntax.Expression) bool {
	trav, ok := e.(*hclsyntax.ScopeTraversalExpr)
	return ok && (trav.Traversal.RootName() == "data" || isOwnPolicy(e))
}

// isOwnPolicy reports whether an expression names a policy that is made here.
func isOwnPolicy(e hclsyntax.Expression) bool {
	trav, ok := e.(*hclsyntax.ScopeTraversalExpr)
	return ok && trav.Traversal.RootName() == requestPolicy
}

// lookUp lets the data source that looks the policy up look for another, when
// nothing else uses it.
func (c *cause) lookUp(at tf.Value, policy string, title string) []*proposal {
	p, ok := c.place(c.d.Resource, at)
	if !ok {
		return nil
	}
	source := p.file.source(p.expr.Range())
	name, ok := strings.CutPrefix(strings.TrimSuffix(source, ".id"), "data."+requestPolicy+".")
	if !ok || c.uses("data."+requestPolicy+"."+name, dirOf(c.d.Resource)) != 1 {
		return nil
	}
	f, b := c.named(dirOf(c.d.Resource), "data", requestPolicy, name)
	if b == nil || b.Body.Attributes["name"] == nil {
		return nil
	}
	old, ok := plainString(b.Body.Attributes["name"].Expr)
	if !ok {
		return nil
	}
	wanted := policy
	if strings.HasPrefix(old, "Managed-") {
		wanted = "Managed-" + wanted
	}
	return one(title, true, f.setArgument(b, "name", quote(wanted)))
}

// uses counts the references to a resource in a directory.
func (c *cause) uses(label, dir string) int {
	n := 0
	for _, blockType := range []string{"resource", "data", "module", "locals", "output", "provider"} {
		for _, b := range c.blocksIn(dir, blockType) {
			n += references(b.Body, label)
		}
	}
	return n
}

// withoutHost takes Host out of a list of headers.
func (c *cause) withoutHost(at tf.Value) []edit {
	p, ok := c.place(c.d.Resource, at)
	if !ok {
		return nil
	}
	l, ok := p.expr.(*hclsyntax.TupleConsExpr)
	if !ok {
		return nil
	}
	for i, e := range l.Exprs {
		if name, ok := plainString(e); ok && strings.EqualFold(name, "Host") {
			return p.file.dropElement(l, i)
		}
	}
	return nil
}
