package iam

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/no403/no403/symbol"
)

// A generator makes policies and requests that often have something to do
// with each other.
type generator struct {
	*rand.Rand
	symbols bool
}

func (g generator) pick(from ...string) string { return from[g.Intn(len(from))] }

// word is a string that may hold a symbol.
func (g generator) word(from ...string) string {
	w := g.pick(from...)
	if !g.symbols || g.Intn(3) > 0 {
		return w
	}
	cut := g.Intn(len(w) + 1)
	rest := w[cut:]
	if len(rest) > 0 {
		rest = rest[g.Intn(len(rest)+1):]
	}
	return w[:cut] + token(g.pick("x", "y")) + rest
}

func (g generator) statement() string {
	var b strings.Builder
	effect := g.pick("Allow", "Allow", "Deny")
	if g.symbols && g.Intn(8) == 0 {
		effect = token("effect")
	}
	b.WriteString(`{"Effect": "` + effect + `", `)
	b.WriteString(`"` + g.pick("Principal", "Principal", "NotPrincipal") + `": ` + g.pick(
		`"*"`,
		`{"AWS": "`+g.word("*", oaiARN, account, "arn:aws:iam::"+account+":root")+`"}`,
		`{"Service": ["`+g.word("cloudfront.amazonaws.com", "s3.amazonaws.com")+`"]}`,
	))
	b.WriteString(`, "` + g.pick("Action", "Action", "NotAction") + `": "` + g.word("s3:GetObject", "s3:Get*", "*", "s3:PutObject") + `"`)
	b.WriteString(`, "` + g.pick("Resource", "NotResource") + `": "` + g.word("*", "arn:aws:s3:::b/*", "arn:aws:s3:::c/?", "arn:aws:s3:::${aws:referer}/*") + `"`)
	b.WriteString(`, "Condition": {`)
	for i := g.Intn(3); i > 0; i-- {
		b.WriteString(`"` + g.pick("", "", "ForAnyValue:", "ForAllValues:") + g.pick(
			"StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "StringEqualsIgnoreCase", "ArnLike", "ArnNotEquals",
			"NumericLessThan", "DateEquals", "Bool", "IpAddress", "NotIpAddress", "Null") + g.pick("", "", "IfExists") + `": {"` +
			g.pick("aws:SourceArn", "aws:Referer", "aws:SourceIp") + `": ["` +
			g.word("true", "1", "192.0.2.1", "a*", "*", distARN, "arn:aws:cloudfront::*:*", "${aws:referer}") + `"]}`)
		if i > 1 {
			b.WriteString(", ")
		}
	}
	b.WriteString(`}}`)
	return b.String()
}

func (g generator) statements() []string {
	all := make([]string, g.Intn(5))
	for i := range all {
		all[i] = g.statement()
	}
	return all
}

func (g generator) request() Request {
	callers := [][]Principal{nil, user, oai, {cloudFront}}
	r := Request{
		Principals: callers[g.Intn(len(callers))],
		Action:     "s3:GetObject",
		Resource:   text(g.word("arn:aws:s3:::b/i", "arn:aws:s3:::c/j")),
		Context:    map[string]ContextValue{},
	}
	for _, key := range []string{"aws:sourcearn", "aws:referer", "aws:sourceip"} {
		switch g.Intn(4) {
		case 0:
			r.Context[key] = ContextValue{Unknown: g.symbols}
		case 1:
			r.Context[key] = ContextValue{Values: texts(g.word("abc", "1", "true"), g.word("192.0.2.1", "b"))}
		case 2:
			r.Context[key] = ContextValue{Values: texts(g.word(distARN, "192.0.2.1", "b", "true"))}
		}
	}
	return r
}

// each runs a property on many policies and requests.
func each(t *testing.T, check func(g generator, statements []string, r Request)) {
	t.Helper()
	g := generator{Rand: rand.New(rand.NewSource(403)), symbols: true}
	for range 1500 {
		check(g, g.statements(), g.request())
		if t.Failed() {
			return
		}
	}
}

func TestDenyBeatsAllow(t *testing.T) {
	each(t, func(_ generator, statements []string, r Request) {
		statements = append(statements, denies)
		if got := parse(t, policyOf(statements...)).Evaluate(r).Outcome; got != ExplicitDeny {
			t.Errorf("got %v with a deny that matches: %s", got, symbol.Strip(policyOf(statements...)))
		}
	})
}

func TestMoreAllowsNeverDeny(t *testing.T) {
	each(t, func(g generator, statements []string, r Request) {
		before := parse(t, policyOf(statements...)).Evaluate(r).Outcome
		more := g.statement()
		if !strings.HasPrefix(more, `{"Effect": "Allow"`) {
			return
		}
		after := parse(t, policyOf(append(statements, more)...)).Evaluate(r).Outcome
		if before == Allow && after != Allow || before == Unknown && after == ImplicitDeny {
			t.Errorf("%v became %v with %s", before, after, symbol.Strip(more))
		}
	})
}

func TestOrderOfStatements(t *testing.T) {
	each(t, func(g generator, statements []string, r Request) {
		before := parse(t, policyOf(statements...))
		g.Shuffle(len(statements), func(i, j int) { statements[i], statements[j] = statements[j], statements[i] })
		after := parse(t, policyOf(statements...))
		if a, b := before.Evaluate(r).Outcome, after.Evaluate(r).Outcome; a != b {
			t.Errorf("%v became %v: %s", a, b, symbol.Strip(policyOf(statements...)))
		}
		if a, b := before.Public(), after.Public(); a != b {
			t.Errorf("public %v became %v: %s", a, b, symbol.Strip(policyOf(statements...)))
		}
	})
}

// TestKnowingMoreRefines gives the symbols values, one by one: an answer that
// was definite stays.
func TestKnowingMoreRefines(t *testing.T) {
	definite := 0
	each(t, func(g generator, statements []string, r Request) {
		document := policyOf(statements...)
		vague := parse(t, document)
		values := map[string]string{
			"var.effect": g.pick("Allow", "Deny"),
			"var.x":      g.pick("", "b", "c/", "s3:", account, "cloudfront", "true", distARN),
		}
		with := func(s symbol.Symbol) symbol.Text {
			if value, ok := values[s.Address]; ok {
				return symbol.Literal(value)
			}
			return symbol.Of(s)
		}
		exact, err := Parse(document, with)
		if err != nil {
			t.Fatal(err)
		}
		before, after := vague.Evaluate(r).Outcome, exact.Evaluate(learned(r, g, with)).Outcome
		if before != Unknown {
			definite++
			if (before == Allow) != (after == Allow) || after == Unknown {
				t.Errorf("%v became %v with %v: %s\nfor %v", before, after, values, symbol.Strip(document), r)
			}
		}
		if before, after := vague.Public(), exact.Public(); before != unknown && before != after {
			t.Errorf("public %v became %v with %v: %s", before, after, values, symbol.Strip(document))
		}
	})
	if definite < 300 {
		t.Errorf("only %d answers were definite", definite)
	}
}

// learned returns the request with symbols expanded, and keys that were not
// known either absent or present.
func learned(r Request, g generator, with func(symbol.Symbol) symbol.Text) Request {
	r.Resource = r.Resource.Expand(with)
	context := map[string]ContextValue{}
	for key, value := range r.Context {
		if value.Unknown {
			if g.Intn(2) == 0 {
				context[key] = ContextValue{Values: texts(g.pick("abc", "192.0.2.1", distARN))}
			}
			continue
		}
		values := slices.Clone(value.Values)
		for i := range values {
			values[i] = values[i].Expand(with)
		}
		context[key] = ContextValue{Values: values}
	}
	r.Context = context
	return r
}

func FuzzParse(f *testing.F) {
	g := generator{Rand: rand.New(rand.NewSource(1)), symbols: true}
	for range 20 {
		f.Add(policyOf(g.statements()...))
	}
	f.Add(`{"Statement": ` + token("s") + `}`)
	f.Add(`{"Statement": {"Effect": "Allow", "Action": "a", "Condition": {"Bool": {"k": [true, 1, "${*}"]}}}}`)
	f.Fuzz(func(t *testing.T, document string) {
		p, err := Parse(document, nil)
		if (p == nil) == (err == nil) {
			t.Fatalf("got policy %v and error %v", p, err)
		}
		if err != nil {
			return
		}
		d := p.Evaluate(getObject())
		if (d.Outcome == Unknown) != (d.Because != "") {
			t.Errorf("%v because %q", d.Outcome, d.Because)
		}
		for _, s := range d.Statements {
			if m := s.Match(getObject()).All(); m == no {
				t.Errorf("%v decides but does not match", s)
			}
		}
		p.Public()
	})
}
