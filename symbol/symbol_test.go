package symbol

import (
	"math/rand"
	"testing"
)

func dist(name, attr string) Text {
	return Of(Symbol{Address: "aws_cloudfront_distribution." + name, Attr: attr})
}

func bucketARN(name string) Text {
	return Of(Symbol{Address: `module.m["a.b"].aws_s3_bucket.` + name, Attr: "arn"})
}

func variable(name string) Text { return Of(Symbol{Address: "var." + name}) }

func text(parts ...any) Text {
	var t Text
	for _, p := range parts {
		switch p := p.(type) {
		case string:
			t = t.Append(Literal(p))
		case Text:
			t = t.Append(p)
		}
	}
	return t
}

func TestEqual(t *testing.T) {
	tests := []struct {
		name string
		a, b Text
		want Truth
	}{
		{"literals", Literal("a"), Literal("a"), True},
		{"different literals", Literal("a"), Literal("b"), False},
		{"empty", Text{}, Text{}, True},
		{"one symbol", dist("a", "arn"), dist("a", "arn"), True},
		{"two distributions", dist("a", "arn"), dist("b", "arn"), False},
		{"two ids in ARNs", text("arn:x/", dist("a", "id")), text("arn:x/", dist("b", "id")), False},
		{"an id and an ARN", dist("a", "id"), dist("b", "arn"), Unknown},
		{"a variable may be anything", variable("x"), Literal("abc"), Unknown},
		{"two variables", variable("x"), variable("y"), Unknown},
		{"common end", text("www.", variable("x")), variable("x"), False},
		{"common start", text(variable("x"), "-a"), text(variable("x"), "-b"), False},
		{"common start, one longer", text(variable("x"), "-a"), variable("x"), False},
		{"an id holds no slash", text(dist("a", "id")), Literal("a/b"), False},
		{"an id and a plausible word", text(dist("a", "id")), Literal("EDFDVBD6EXAMPLE"), Unknown},
		{"a variable may be empty", text("a", variable("x")), Literal("a"), Unknown},
		{"what AWS chooses is not empty", text("a", dist("a", "id")), Literal("a"), False},
		{"symbol in the middle", text("a-", variable("x"), "-z"), Literal("a-b-y"), False},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Equal(test.a, test.b); got != test.want {
				t.Errorf("Equal(%s, %s) = %v, want %v", test.a, test.b, got, test.want)
			}
			if got := Equal(test.b, test.a); got != test.want {
				t.Errorf("Equal(%s, %s) = %v, want %v", test.b, test.a, got, test.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name          string
		pattern, text Text
		want          Truth
	}{
		{"star", Literal("a*c"), Literal("abbc"), True},
		{"star crosses slashes", Literal("/a/*"), Literal("/a/b/c"), True},
		{"question mark", Literal("a?c"), Literal("abc"), True},
		{"question mark takes one", Literal("a?c"), Literal("abbc"), False},
		{"stars in the text are characters", Literal("ab"), Literal("a*"), False},
		{"objects of a bucket", text(bucketARN("b"), "/*"), text(bucketARN("b"), "/x"), True},
		{"the bucket itself", bucketARN("b"), text(bucketARN("b"), "/x"), False},
		{"objects of another bucket", text(bucketARN("c"), "/*"), text(bucketARN("b"), "/x"), False},
		{"everything", Literal("*"), text("a", variable("x")), True},
		{"symbol in the pattern", text(variable("x"), "/*"), Literal("b/k"), Unknown},
		{"symbol in the text", Literal("www.*"), text(variable("x"), ".example.com"), Unknown},
		{"symbol between the wrong ends", Literal("*.net"), text(variable("x"), ".example.com"), False},
		{"star swallows a symbol", Literal("arn:*:distribution/*"), text("arn:aws:cloudfront::", variable("account"), ":distribution/", dist("a", "id")), True},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := Match(test.pattern, test.text); got != test.want {
				t.Errorf("Match(%s, %s) = %v, want %v", test.pattern, test.text, got, test.want)
			}
		})
	}
}

func TestIntersects(t *testing.T) {
	for _, test := range []struct {
		p, q string
		want bool
	}{
		{"b/*", "b/public/*", true},
		{"b/*.js", "b/assets/*", true},
		{"b", "b/*", false},
		{"b/private/*", "b/public/*", false},
		{"*.jpg", "*.png", false},
	} {
		if got := Intersects(Literal(test.p), Literal(test.q)); got != test.want {
			t.Errorf("Intersects(%q, %q) = %v, want %v", test.p, test.q, got, test.want)
		}
	}
}

func TestTokensSurvive(t *testing.T) {
	s := Symbol{Address: `module.m["a b/<c>&\"d\""].aws_s3_bucket.b["${var.x}"]`, Attr: "arn"}
	got := Parse("x" + Token(s, 7) + "y")
	if want := text("x", Of(s), "y"); got.Key() != want.Key() {
		t.Errorf("Parse(Token(s)) = %s, want %s", got, want)
	}
	if kind, data := s.Type(); kind != "aws_s3_bucket" || data {
		t.Errorf("Type() = %q, %v", kind, data)
	}
}

func TestDamagedTokensStayLiteral(t *testing.T) {
	token := Token(Symbol{Address: "aws_s3_bucket.b", Attr: "arn"}, 1)
	for _, damaged := range []string{token[1:], token[:len(token)-1], token[:5], "\uE000", "\uE000\uE001"} {
		if symbols := Parse(damaged).Symbols(); len(symbols) > 0 {
			t.Errorf("Parse(%q) found %v", damaged, symbols)
		}
	}
}

// The answers of Equal and Match hold for every value of the symbols: a value
// put in their place never contradicts them.
func FuzzAnswersHold(f *testing.F) {
	f.Add("www.*", "x.example.com", "www")
	f.Add("a?x*", "axb", "")
	f.Add("x/x", "b/x", "b")
	f.Fuzz(func(t *testing.T, pattern, subject, value string) {
		if len(pattern)+len(subject)+len(value) > 60 {
			return
		}
		withSymbol := func(s string) Text { // x stands for the symbol
			var out Text
			for _, r := range s {
				if r == 'x' {
					out = out.Append(variable("x"))
				} else {
					out = out.Append(Literal(string(r)))
				}
			}
			return out
		}
		known := func(t Text) Text { return t.Expand(func(Symbol) Text { return Literal(value) }) }
		p, s := withSymbol(pattern), withSymbol(subject)
		if a, b := Equal(p, s), Equal(known(p), known(s)); a != Unknown && a != b {
			t.Errorf("Equal(%s, %s) = %v, but %v for %q", p, s, a, b, value)
		}
		for _, r := range value {
			if r == '*' || r == '?' {
				return // a wildcard in a value is one only where it is written
			}
		}
		if a, b := Match(p, s), Match(known(p), known(s)); a != Unknown && a != b {
			t.Errorf("Match(%s, %s) = %v, but %v for %q", p, s, a, b, value)
		}
	})
}

// TestGlob compares the two ways of matching: that of plain strings and that of
// texts with symbols.
func TestGlob(t *testing.T) {
	r := rand.New(rand.NewSource(403))
	word := func(alphabet string) string {
		letters := []rune(alphabet)
		out := make([]rune, r.Intn(8))
		for i := range out {
			out[i] = letters[r.Intn(len(letters))]
		}
		return string(out)
	}
	matched := 0
	for range 20_000 {
		pattern, s := word("ab€*?"), word("ab€")
		want := matches(atomsOf(Literal(pattern), true), atomsOf(Literal(s), false))
		if want {
			matched++
		}
		if got := glob(pattern, s); got != want {
			t.Fatalf("glob(%q, %q) is %v, want %v", pattern, s, got, want)
		}
	}
	if matched < 1000 {
		t.Errorf("only %d patterns matched", matched)
	}
}
