package symbol

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTexts(t *testing.T) {
	arn := dist("a", "arn")
	for _, row := range []struct {
		name    string
		text    Text
		shown   string
		literal bool // is one
		sole    bool // is one symbol and nothing else
		symbols int
	}{
		{"nothing", Text{}, "", true, false, 0},
		{"an empty literal", Literal(""), "", true, false, 0},
		{"a literal", Literal("a"), "a", true, false, 0},
		{"a symbol", arn, "${aws_cloudfront_distribution.a.arn}", false, true, 1},
		{"a symbol and nothing", text("", arn, ""), "${aws_cloudfront_distribution.a.arn}", false, true, 1},
		{"a symbol in the middle", text("x", arn, "y"), "x${aws_cloudfront_distribution.a.arn}y", false, false, 1},
		{"a symbol twice", text(arn, arn), "${aws_cloudfront_distribution.a.arn}${aws_cloudfront_distribution.a.arn}", false, false, 2},
		{"literals that follow each other", text("a", "b"), "ab", true, false, 0},
		{"a variable", variable("x"), "${var.x}", false, true, 1},
		{"a nameless symbol", Of(Nameless(7)), "${unknown}", false, true, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			literal, isLiteral := row.text.Literal()
			_, isSole := row.text.Sole()
			if row.text.String() != row.shown || isLiteral != row.literal || isSole != row.sole || len(row.text.Symbols()) != row.symbols {
				t.Errorf("%s: literal %t, sole %t, %d symbols", row.text, isLiteral, isSole, len(row.text.Symbols()))
			}
			if isLiteral && literal != row.shown {
				t.Errorf("literal is %q", literal)
			}
			if row.text.IsEmpty() != (row.shown == "") {
				t.Errorf("empty is %t", row.text.IsEmpty())
			}
			if again := Parse(row.text.Key()); again.Key() != row.text.Key() {
				t.Errorf("read again: %s", again)
			}
			if got := Strip(row.text.Key()); got != row.shown {
				t.Errorf("stripped: %s", got)
			}
		})
	}
}

// Texts are values: what is made of one does not change it.
func TestTextsDoNotShare(t *testing.T) {
	base := text("a", variable("x"), "b")
	first := base.Append(Literal("1"))
	second := base.Append(variable("y"))
	third := base.Append(Literal("3"))
	got := []string{base.String(), first.String(), second.String(), third.String()}
	want := []string{"a${var.x}b", "a${var.x}b1", "a${var.x}b${var.y}", "a${var.x}b3"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
}

func TestMakingTexts(t *testing.T) {
	base := text("a-", variable("x"), "-B")
	for _, row := range []struct{ name, got, want string }{
		{"concatenated", Concat(Literal("<"), base, Literal(">")).String(), "<a-${var.x}-B>"},
		{"of nothing", Concat().String(), ""},
		{"in lower case", base.MapLiterals(strings.ToLower).String(), "a-${var.x}-b"},
		{"with literals that vanish", base.MapLiterals(func(string) string { return "" }).String(), "${var.x}"},
		{"expanded to a literal", base.Expand(func(Symbol) Text { return Literal("v") }).String(), "a-v-B"},
		{"expanded to a text", base.Expand(func(s Symbol) Text { return text(Of(s), "/", dist("d", "id")) }).String(), "a-${var.x}/${aws_cloudfront_distribution.d.id}-B"},
		{"expanded to nothing", base.Expand(func(Symbol) Text { return Text{} }).String(), "a--B"},
	} {
		if row.got != row.want {
			t.Errorf("%s: %s, want %s", row.name, row.got, row.want)
		}
	}
	if s, ok := base.Expand(func(Symbol) Text { return Literal("v") }).Literal(); !ok || s != "a-v-B" {
		t.Errorf("expanded literals are not joined: %q, %t", s, ok)
	}
}

// Keys are equal for equal texts only, whatever the serials of the tokens.
func TestKeys(t *testing.T) {
	s := Symbol{Address: "var.x"}
	if a, b := Parse(Token(s, 1)), Parse(Token(s, 2)); a.Key() != b.Key() {
		t.Errorf("two uses of %s differ", s)
	}
	texts := []Text{
		{},
		Literal("a"), Literal("${var.x}"), variable("x"), variable("y"), text("a", variable("x")), text(variable("x"), "a"),
		Of(Symbol{Address: "a.b", Attr: "c"}), Of(Symbol{Address: "a.b.c"}), Of(Symbol{Address: "a", Attr: "b.c"}),
	}
	seen := make(map[string]Text)
	for _, text := range texts {
		if other, twice := seen[text.Key()]; twice {
			t.Errorf("%s and %s have one key", text, other)
		}
		seen[text.Key()] = text
	}
}

// Whatever stands around a token, and whatever is in its symbol, it is found.
func FuzzTokens(f *testing.F) {
	f.Add("before", `module.m["a b/<c>&\"d\""].aws_s3_bucket.b`, "arn", "after", 1)
	f.Add("", "var.x", "", "", -1)
	f.Add("\uE000", "\n${%{", "#\\", "\uE001", 0)
	f.Fuzz(func(t *testing.T, before, address, attr, after string, serial int) {
		if strings.ContainsAny(before+address+attr+after, "\uE000\uE001\uE002") || hasEscapes(address+attr) {
			return
		}
		s := Symbol{Address: strings.ToValidUTF8(address, ""), Attr: strings.ToValidUTF8(attr, "")}
		token := Token(s, serial)
		got := Parse(before + token + after)
		if want := text(before, Of(s), after); got.Key() != want.Key() {
			t.Errorf("Parse(%q) = %s, want %s", before+token+after, got, want)
		}
		if strings.ContainsAny(token, "\"\\<>&$%{}\n /") {
			t.Errorf("%q would be changed by quoting, or split", token)
		}
	})
}

// hasEscapes reports whether a text has characters that tokens use for others.
func hasEscapes(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return r >= escapeTo && r < escapeTo+0x80 })
}
