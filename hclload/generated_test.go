package hclload_test

import (
	"fmt"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/no403/no403/symbol"
)

// A grammar makes expressions that evaluate to a string, over symbols and
// constants, in all the ways in which a symbol can be passed on or consumed. It
// leaves out what the limits of the evaluation are about: see the package.
type grammar struct{ *rand.Rand }

func (g grammar) pick(from ...string) string { return from[g.Intn(len(from))] }

func (g grammar) leaf() string {
	return g.pick("aws_s3_bucket.a.arn", "aws_s3_bucket.b.arn", "aws_s3_bucket.a.arn", "var.v", `"x"`, `"/*"`, `"arn:"`, `""`)
}

func (g grammar) text(depth int) string {
	if depth == 0 {
		return g.leaf()
	}
	s := func() string { return g.text(depth - 1) }
	switch g.Intn(24) {
	case 0:
		return fmt.Sprintf(`"${%s}/*"`, s())
	case 1:
		return fmt.Sprintf(`"${%s}-${%s}"`, s(), s())
	case 2:
		return fmt.Sprintf(`join(",", [%s, %s])`, s(), s())
	case 3:
		return fmt.Sprintf(`format("%%s:%%s", %s, %s)`, s(), s())
	case 4:
		return fmt.Sprintf(`%s(%s)`, g.pick("lower", "upper", "title", "strrev", "trimspace", "base64encode", "md5"), s())
	case 5:
		return fmt.Sprintf(`replace(%s, %s, "y")`, s(), g.pick(`"x"`, `"arn"`, `"/"`, `"/[a-z]+/"`))
	case 6:
		return fmt.Sprintf(`%s(%s, %s)`, g.pick("trimsuffix", "trimprefix"), s(), g.pick(`"/*"`, `"x"`, `"arn:"`))
	case 7:
		return fmt.Sprintf(`split(%s, %s)[0]`, g.pick(`"/"`, `":"`, `","`), s())
	case 8:
		return fmt.Sprintf(`substr(%s, 0, %d)`, s(), g.Intn(5))
	case 9, 10, 11:
		return fmt.Sprintf(`(%s ? %s : %s)`, g.truth(depth-1), s(), s())
	case 12:
		return fmt.Sprintf(`coalesce(%s, %s, "z")`, s(), s())
	case 13:
		return fmt.Sprintf(`jsonencode({ a = %s, b = [%s] })`, s(), s())
	case 14:
		return fmt.Sprintf(`[for s in [%s, %s] : s if %s][0]`, s(), s(), g.truth(depth-1))
	case 15:
		return fmt.Sprintf(`element([%s, %s], %s)`, s(), s(), g.number(depth-1))
	case 16:
		return fmt.Sprintf(`lookup({ x = %s }, %s, %s)`, s(), g.pick(`"x"`, `"y"`, s()), s())
	case 17:
		return fmt.Sprintf(`try(jsondecode(%s), %s)`, s(), s())
	case 18:
		return fmt.Sprintf(`join("+", [for s in [%s, %s] : "${s}!"])`, s(), s())
	case 19:
		return fmt.Sprintf(`join(" ", reverse([%s, %s]))`, s(), s())
	case 20:
		return fmt.Sprintf(`jsondecode(jsonencode([%s, %s]))[1]`, s(), s())
	case 21:
		return fmt.Sprintf(`join(",", concat([%s], %s ? [%s] : []))`, s(), g.truth(depth-1), s())
	case 22:
		return fmt.Sprintf(`tostring(%s)`, g.number(depth-1))
	}
	return fmt.Sprintf(`merge({ k = %s }, { %s = %s })["k"]`, s(), g.pick("k", "l"), s())
}

func (g grammar) truth(depth int) string {
	depth = max(depth, 0)
	s := func() string { return g.text(depth) }
	switch g.Intn(8) {
	case 0, 1:
		return fmt.Sprintf("%s %s %s", s(), g.pick("==", "!="), s())
	case 2:
		return fmt.Sprintf(`%s %s ""`, s(), g.pick("==", "!="))
	case 3:
		return fmt.Sprintf(`startswith(%s, "arn")`, s())
	case 4:
		return fmt.Sprintf(`contains([%s], %s)`, s(), s())
	case 5:
		return fmt.Sprintf(`length(%s) > %d`, s(), g.Intn(12))
	case 6:
		return fmt.Sprintf(`can(regex("^arn", %s))`, s())
	}
	return g.pick("true", "false")
}

func (g grammar) number(depth int) string {
	depth = max(depth, 0)
	return g.pick("0", "1", fmt.Sprintf("length(%s)", g.text(depth)), fmt.Sprintf("length(compact([%s]))", g.text(depth)))
}

// TestGeneratedExpressions evaluates expressions with symbols, and has Terraform
// evaluate them with values in the symbols' place: whatever was taken to be
// known must come out as Terraform says, with those values in it.
func TestGeneratedExpressions(t *testing.T) {
	program := terraform(t)
	const many = 400
	g := grammar{rand.New(rand.NewSource(403))}
	var expressions []string
	for range many {
		expressions = append(expressions, g.text(1+g.Intn(3)))
	}
	var source strings.Builder
	source.WriteString("resource \"aws_s3_bucket\" \"a\" {}\nresource \"aws_s3_bucket\" \"b\" {}\nvariable \"v\" {\n  type = string\n}\nresource \"test\" \"t\" {\n")
	for i, e := range expressions {
		fmt.Fprintf(&source, "  e%d = %s\n", i, e)
	}
	cfg := load(t, source.String()+"}\n")
	body := cfg.Resource("test.t").Body

	trusted := 0
	for _, values := range []map[string]string{
		{"aws_s3_bucket.a.arn": "arn:aws:s3:::one", "aws_s3_bucket.b.arn": "arn:aws:s3:::two", "var.v": "three"},
		{"aws_s3_bucket.a.arn": "arn:aws:s3:::same/x", "aws_s3_bucket.b.arn": "arn:aws-cn:s3:::x", "var.v": ""},
		{"aws_s3_bucket.a.arn": "arn:aws:s3:::a,b", "aws_s3_bucket.b.arn": "arn:aws:s3:::a", "var.v": "arn:aws:s3:::a"},
		{"aws_s3_bucket.a.arn": "arn:x", "aws_s3_bucket.b.arn": "arn:xx", "var.v": "x"},
	} {
		results := evaluated(t, program, expressions, values)
		for i, e := range expressions {
			got, known := body.Attr("e" + strconv.Itoa(i)).Text()
			if !known || results[i] == nil { // nil is where Terraform fails
				continue
			}
			trusted++
			if want := fmt.Sprint(results[i]); !allows(got, values, want) {
				t.Errorf("%s with %v\n  terraform: %s\n  trusted:   %s", e, values, want, got)
			}
		}
	}
	if trusted < many {
		t.Errorf("only %d results were trusted", trusted)
	}
}

// allows reports whether a text may come out as a string when its symbols have
// values. A symbol without a name stands for anything, in JSON for a value with
// or without quotes.
func allows(t symbol.Text, values map[string]string, want string) bool {
	var pattern strings.Builder
	for _, p := range t.Parts() {
		value := p.Literal
		if p.Symbol != nil {
			var known bool
			if value, known = values[p.Symbol.String()]; !known {
				pattern.WriteString("\x00")
				continue
			}
		}
		pattern.WriteString(regexp.QuoteMeta(value))
	}
	expr := strings.NewReplacer("\"\x00\"", "(?s:.*)", "\x00", "(?s:.*)").Replace(pattern.String())
	return regexp.MustCompile("^" + expr + "$").MatchString(want)
}

// evaluated returns what Terraform makes of the expressions with values in the
// place of symbols.
func evaluated(t *testing.T, program string, expressions []string, values map[string]string) []any {
	t.Helper()
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, name, strconv.Quote(value))
	}
	replacer := strings.NewReplacer(pairs...)
	var source strings.Builder
	source.WriteString("locals {\n  result = [\n")
	for _, e := range expressions {
		fmt.Fprintf(&source, "    try(%s, null),\n", replacer.Replace(e))
	}
	source.WriteString("  ]\n}\n")
	dir := t.TempDir()
	write(t, dir, source.String())
	results, _ := decoded(t, console(t, program, dir, "local.result")).([]any)
	if len(results) != len(expressions) {
		t.Fatalf("%d results for %d expressions", len(results), len(expressions))
	}
	return results
}
