package fix

import (
	"fmt"
	"strings"

	"github.com/no403/no403/cloudfront"
)

// A grant is a statement that lets CloudFront do something.
type grant struct {
	sid     string
	service bool     // the principal is CloudFront, else an identity
	reader  string   // the expression of an identity's ARN
	actions []string // at least one
	of      string   // the resource, as a template without its quotes
	source  string   // the expression of the distribution's ARN, for the service
}

// named returns the grant with a name for its statement that no other in a policy
// has, and without one where the others have none.
func (g grant) named(policy string) grant {
	if !strings.Contains(strings.ToLower(policy), "sid") {
		g.sid = ""
		return g
	}
	wanted := g.sid
	for i := 2; strings.Contains(policy, quote(g.sid)); i++ {
		g.sid = fmt.Sprintf("%s%d", wanted, i)
	}
	return g
}

const service = "cloudfront.amazonaws.com"

// A granter makes the grant that an expression in a scope is to hold; ok is false
// when it cannot be written there.
type granter func(s scope) (g grant, ok bool)

// toObjects makes grants on the objects of the bucket of an origin for whoever
// reads it.
func (c *cause) toObjects(sid string, actions ...string) granter {
	return func(s scope) (g grant, ok bool) {
		bucket := c.o.Endpoint().Bucket
		if bucket == nil {
			return g, false
		}
		arn, ok := c.reach(s, bucket.Resource, "arn")
		if !ok {
			return g, false
		}
		g = grant{sid: sid, actions: actions, of: "${" + arn + "}/*"}
		return c.to(g, s)
	}
}

// toKey makes grants on a key for the distribution.
func (c *cause) toKey(sid string, actions ...string) granter {
	return func(s scope) (grant, bool) {
		return c.forDistribution(grant{sid: sid, actions: actions, of: "*"}, s)
	}
}

// to makes whoever reads the origin the principal of a grant.
func (c *cause) to(g grant, s scope) (grant, bool) {
	who, _, identity := c.o.Signer()
	if who != cloudfront.Identity {
		return c.forDistribution(g, s)
	}
	own, ok := identity.Sole()
	if !ok {
		return g, false
	}
	r := c.cfg.Resource(own.Address)
	if r == nil {
		return g, false
	}
	g.reader, ok = c.reach(s, r, "iam_arn")
	return g, ok
}

// forDistribution makes the distribution the principal of a grant.
func (c *cause) forDistribution(g grant, s scope) (grant, bool) {
	source, ok := c.reach(s, c.d.Resource, "arn")
	g.service, g.source = true, source
	return g, ok
}

// statement writes a grant as a statement of an aws_iam_policy_document.
func (g grant) statement() string {
	sid := ""
	if g.sid != "" {
		sid = "sid = " + quote(g.sid)
	}
	principals := block("principals", `type = "AWS"`, "identifiers = "+list([]string{g.reader}))
	condition := ""
	if g.service {
		principals = block("principals", `type = "Service"`, "identifiers = "+list([]string{quote(service)})) + "\n"
		condition = block("condition", `test = "StringEquals"`, `variable = "AWS:SourceArn"`, "values = "+list([]string{g.source}))
	}
	return block("statement", sid, "actions = "+list(quoted(g.actions)), "resources = "+list([]string{`"` + g.of + `"`})+"\n", principals, condition)
}

// A writing is how keys and values are written in an object.
type writing struct {
	quotes bool   // around keys
	equals string // between key and value
	comma  string // behind a value on a line of its own
	json   bool   // values are JSON, in a template
}

var (
	asObject = writing{equals: " = "}
	asJSON   = writing{quotes: true, equals: ": ", comma: ",", json: true}
)

// object writes a grant as the object that a statement of a policy is. Lines
// after the first begin with indent.
func (g grant) object(w writing, indent string) string {
	var fields []string
	add := func(key, value string) { fields = append(fields, w.pair(key, value)) }
	if g.sid != "" {
		add("Sid", quote(g.sid))
	}
	add("Effect", `"Allow"`)
	if g.service {
		add("Principal", w.nest("Service", quote(service)))
	} else {
		add("Principal", w.nest("AWS", w.value(g.reader)))
	}
	if len(g.actions) == 1 {
		add("Action", quote(g.actions[0]))
	} else {
		add("Action", list(quoted(g.actions)))
	}
	add("Resource", `"`+g.of+`"`)
	if g.service {
		add("Condition", w.nest("StringEquals", `{ "AWS:SourceArn"`+w.equals+w.value(g.source)+" }"))
	}
	step := indent + "  "
	last := w.comma
	if w.json {
		last = ""
	}
	return "{\n" + step + strings.Join(fields, w.comma+"\n"+step) + last + "\n" + indent + "}"
}

func (w writing) pair(key, value string) string {
	if w.quotes {
		key = quote(key)
	}
	return key + w.equals + value
}

func (w writing) nest(key, value string) string { return "{ " + w.pair(key, value) + " }" }

// value writes an expression: in JSON it is interpolated.
func (w writing) value(expr string) string {
	if w.json {
		return `"${` + expr + `}"`
	}
	return expr
}
