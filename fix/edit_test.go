package fix

import (
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/tf"
)

// fileOf returns a file that can be edited.
func fileOf(t testing.TB, text string) *file {
	t.Helper()
	r := &Result{cfg: &tf.Config{Sources: map[string][]byte{"main.tf": []byte(text)}}, files: make(map[string]*file)}
	f := r.file("main.tf")
	if f == nil {
		t.Fatalf("cannot be edited: %q", text)
	}
	return f
}

// made makes edits in a file and checks that what they replace is not more than
// it must be.
func made(t testing.TB, f *file, edits []edit) string {
	t.Helper()
	rendered, ok := f.rewrite(edits)
	if !ok {
		t.Fatal("the edits cannot be made")
	}
	end := 0
	for _, e := range rendered {
		if e.Range.Start.Byte < end || e.Range.End.Byte < e.Range.Start.Byte {
			t.Errorf("%v overlaps what is before", e.Range)
		}
		end = e.Range.End.Byte
		for _, p := range []hcl.Pos{e.Range.Start, e.Range.End} {
			if line := strings.Count(string(f.text[:p.Byte]), "\n") + 1; p.Line != line {
				t.Errorf("byte %d is on line %d, not %d", p.Byte, line, p.Line)
			}
		}
		old := lines(f.text[e.Range.Start.Byte:e.Range.End.Byte])
		if text := lines([]byte(e.NewText)); len(old) > 0 && len(text) > 0 && (old[0] == text[0] && len(old) == len(text)) {
			t.Errorf("%v replaces a line with itself: %q", e.Range, text[0])
		}
	}
	return string(Apply(map[string][]byte{f.name: f.text}, rendered)[f.name])
}

func TestSetArgument(t *testing.T) {
	for _, c := range []struct{ name, before, after string }{
		{"replaced", "a \"b\" {\n  x = 1\n}\n", "a \"b\" {\n  x = 2\n}\n"},
		{"aligned", "a \"b\" {\n  longer = 1\n  x      = 1 # here\n}\n", "a \"b\" {\n  longer = 1\n  x      = 2 # here\n}\n"},
		{"behind another", "a \"b\" {\n  id = 1\n  z  = 3\n}\n", "a \"b\" {\n  id = 1\n  x  = 2\n  z  = 3\n}\n"},
		{"first", "a \"b\" {\n  z = 3\n}\n", "a \"b\" {\n  x = 2\n  z = 3\n}\n"},
		{"before a block", "a \"b\" {\n  c {\n  }\n}\n", "a \"b\" {\n  x = 2\n\n  c {\n  }\n}\n"},
		{"in an empty block", "a \"b\" {\n}\n", "a \"b\" {\n  x = 2\n}\n"},
		{"lines of windows", "a \"b\" {\r\n  id = 1\r\n}\r\n", "a \"b\" {\r\n  id = 1\r\n  x  = 2\r\n}\r\n"},
		{"no newline at the end", "a \"b\" {\n  id = 1\n}", "a \"b\" {\n  id = 1\n  x  = 2\n}"},
		{"lines that are not formatted", "a \"b\" {\n  id=1\n    other   = 2\n}\n", "a \"b\" {\n  id=1\n  x     = 2\n    other   = 2\n}\n"},
		{"other blocks", "z \"y\" {x=1}\n\na \"b\" {\n  id = 1\n}\n", "z \"y\" {x=1}\n\na \"b\" {\n  id = 1\n  x  = 2\n}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fileOf(t, c.before)
			b := f.body.Blocks[len(f.body.Blocks)-1]
			if got := made(t, f, f.setArgument(b, "x", "2", "id")); got != c.after {
				t.Errorf("got\n%q, want\n%q", got, c.after)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		edit                func(*file, *hclsyntax.Block) []edit
	}{
		{
			"behind", "a {\n}\n\nb {\n}\n", "a {\n}\n\nc {\n}\n\nb {\n}\n",
			func(f *file, b *hclsyntax.Block) []edit { return f.afterBlock(b, "c {\n}") },
		},
		{
			"behind the last, without a newline", "a {\n}", "a {\n}\n\nc {\n}",
			func(f *file, b *hclsyntax.Block) []edit { return f.afterBlock(b, "c {\n}") },
		},
		{
			"in front, and of its comment", "# about a\n// more\na {\n}\n", "c {\n}\n\n# about a\n// more\na {\n}\n",
			func(f *file, b *hclsyntax.Block) []edit { return f.beforeBlock(b, "c {\n}") },
		},
		{
			"within", "a {\n  x = 1\n}\n", "a {\n  x = 1\n\n  c {\n  }\n}\n",
			func(f *file, b *hclsyntax.Block) []edit { return f.appendBlock(b, "c {\n}", "d") },
		},
		{
			"within, behind its like", "a {\n  d {\n  }\n\n  e {\n  }\n}\n", "a {\n  d {\n  }\n\n  c {\n  }\n\n  e {\n  }\n}\n",
			func(f *file, b *hclsyntax.Block) []edit { return f.appendBlock(b, "c {\n}", "d") },
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := fileOf(t, c.before)
			if got := made(t, f, c.edit(f, f.body.Blocks[0])); got != c.after {
				t.Errorf("got\n%q, want\n%q", got, c.after)
			}
		})
	}
}

func TestElements(t *testing.T) {
	for _, c := range []struct{ before, added, dropped string }{
		{`[]`, `[x, y]`, ``},
		{`[a]`, `[a, x, y]`, `[]`},
		{`[a, b]`, `[a, b, x, y]`, `[b]`},
		{`[ a ]`, `[a, x, y]`, `[]`},
		{"[\n  a,\n  b # last\n]", "[\n  a,\n  b, # last\n  x,\n  y\n]", "[\n  b # last\n]"},
		{"[\n  a,\n  b, # last\n]", "[\n  a,\n  b, # last\n  x,\n  y,\n]", "[\n  b, # last\n]"},
	} {
		f := fileOf(t, "v = "+c.before+"\n")
		l, _ := f.body.Attributes["v"].Expr.(*hclsyntax.TupleConsExpr)
		if got := made(t, f, f.addElements(l, "x", "y")); got != "v = "+c.added+"\n" {
			t.Errorf("%s: got\n%s, want\n%s", c.before, got, c.added)
		}
		if c.dropped == "" {
			continue
		}
		if got := made(t, f, f.dropElement(l, 0)); got != "v = "+c.dropped+"\n" {
			t.Errorf("%s: got\n%s, want\n%s", c.before, got, c.dropped)
		}
	}
}

// Files that are not edited.
func TestNoFile(t *testing.T) {
	for name, text := range map[string]string{
		"main.tf.json":                    "{}",
		"terraform.tfvars":                "",
		".terraform/modules/site/main.tf": "",
		"marked.tf":                       "\ufeffa = 1\n",
		"broken.tf":                       "a = ",
	} {
		r := &Result{cfg: &tf.Config{Sources: map[string][]byte{name: []byte(text)}}, files: make(map[string]*file)}
		if r.file(name) != nil {
			t.Errorf("%s can be edited", name)
		}
	}
}

func TestCycle(t *testing.T) {
	for text, want := range map[string]bool{
		`resource "a" "a" { x = a.b.id }` + "\n" + `resource "a" "b" {}`:                                                  false,
		`resource "a" "a" { x = a.b.id }` + "\n" + `resource "a" "b" { x = a.a.id }`:                                      true,
		`resource "a" "a" { x = local.l }` + "\n" + `locals { l = data.d.d.x }` + "\n" + `data "d" "d" { x = a.a[0].id }`: true,
		`resource "a" "a" { x = module.m.out }` + "\n" + `module "m" { x = "${a.a.id}" }`:                                 true,
		`resource "a" "a" { x = var.v }` + "\n" + `locals { l = a.a.id }`:                                                 false,
	} {
		f := fileOf(t, text)
		r := &Result{cfg: &tf.Config{Sources: map[string][]byte{"main.tf": f.text}}, files: make(map[string]*file)}
		if got := r.hasCycle([]Edit{{Range: hcl.Range{Filename: "main.tf"}}}); got != want {
			t.Errorf("%s: cycle %v", text, got)
		}
	}
}

func TestNamed(t *testing.T) {
	for policy, want := range map[string]string{
		`{"Effect": "Allow"}`:                        "",
		`sid = "Other"`:                              "Read",
		`{"Sid": "Read"}`:                            "Read2",
		`sid = "Read"` + "\n" + `sid = "Read2"`:      "Read3",
		`Sid = "ReadOnly", Resource = "bucket/Read"`: "Read",
	} {
		if got := (grant{sid: "Read"}).named(policy).sid; got != want {
			t.Errorf("%s: got %q, want %q", policy, got, want)
		}
	}
}
