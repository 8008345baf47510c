package hclload_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/zclconf/go-cty/cty"
)

// A spec is a piece of Terraform and what is to be read from it.
type spec struct {
	name string
	// files is one main.tf, or an archive of files that starts with the
	// header "-- NAME --".
	files string
	// want has one fact on each line:
	//
	//	ADDRESS PATH = VALUE       what an attribute holds
	//	ADDRESS PATH[] = NUMBER    how many blocks of a type there are, "or more"
	//	resources = ADDRESS, ...   all of them, "?" after one that may not exist
	//	opaque = ADDRESS (REFERENCES), ...  the calls of modules that are not at hand
	//	! FILE:LINE:COLUMN: TEXT   a diagnostic; all of them have to be listed
	want string
}

func checkSpecs(t *testing.T, specs []spec) {
	t.Helper()
	for _, s := range specs {
		t.Run(s.name, func(t *testing.T) {
			checkFacts(t, load(t, s.files), s.want)
		})
	}
}

func checkFacts(t *testing.T, cfg *tf.Config, wanted string) {
	t.Helper()
	want := strings.Split(strings.TrimSpace(wanted), "\n")
	if diff := gocmp.Diff(want, facts(t, cfg, want)); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

// load reads the root module in the files of an archive.
func load(t *testing.T, files string) *tf.Config {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, files)
	t.Chdir(dir)
	return hclload.Load(".", hclload.Options{})
}

func write(t *testing.T, dir, files string) {
	t.Helper()
	if !strings.HasPrefix(strings.TrimSpace(files), "-- ") {
		files = "-- main.tf --\n" + files
	}
	for _, f := range txtar.Parse([]byte(strings.TrimLeft(files, "\n"))).Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// facts returns what the configuration has for each wanted fact, and all its
// diagnostics.
func facts(t *testing.T, cfg *tf.Config, want []string) []string {
	t.Helper()
	var got []string
	for _, line := range want {
		subject, _, _ := strings.Cut(line, " = ")
		switch address, path, isAttr := strings.Cut(subject, " "); {
		case strings.HasPrefix(line, "!"):
		case subject == "resources":
			got = append(got, subject+" = "+showResources(cfg))
		case subject == "opaque":
			got = append(got, subject+" = "+showOpaque(cfg))
		case !isAttr:
			t.Fatalf("not a fact: %q", line)
		default:
			got = append(got, subject+" = "+lookUp(cfg, address, path))
		}
	}
	for _, d := range cfg.Diagnostics.All() {
		got = append(got, "! "+d.String())
	}
	return got
}

// lookUp shows what stands at a path of a resource.
func lookUp(cfg *tf.Config, address, path string) string {
	r := cfg.Resource(address)
	if r == nil {
		return "(no such resource)"
	}
	body := r.Body
	for {
		name, rest, nested := strings.Cut(path, ".")
		if !nested {
			break
		}
		var index int
		name, _, _ = strings.Cut(name, "[")
		if _, err := fmt.Sscanf(path, name+"[%d]", &index); err != nil {
			return err.Error()
		}
		blocks, _ := body.Blocks(name)
		if index >= len(blocks) {
			return "(no such block)"
		}
		body, path = blocks[index], rest
	}
	name, isBlock := strings.CutSuffix(path, "[]")
	if !isBlock {
		return show(body.Attr(name))
	}
	blocks, complete := body.Blocks(name)
	if !complete {
		return fmt.Sprintf("%d or more", len(blocks))
	}
	return strconv.Itoa(len(blocks))
}

// show returns a value as Terraform would write it, with symbols as it
// interpolates them, and the references that an unknown one was made from.
func show(v tf.Value) string {
	switch {
	case v.Sensitive:
		return v.Show()
	case v.Absent():
		return "absent"
	}
	text := showCty(v.Cty())
	if len(v.Refs) > 0 && !v.Cty().IsWhollyKnown() {
		text += " from " + showSymbols(v.Refs)
	}
	return text
}

func showCty(v cty.Value) string {
	ty := v.Type()
	switch {
	case !v.IsKnown():
		return "unknown"
	case v.IsNull():
		return "null"
	case ty == cty.String:
		return `"` + strings.ReplaceAll(symbol.Strip(v.AsString()), "\n", `\n`) + `"`
	case !v.CanIterateElements():
		return tf.NewValue(v, tf.Range{}).Show()
	}
	keyed := ty.IsMapType() || ty.IsObjectType()
	var elems []string
	for it := v.ElementIterator(); it.Next(); {
		k, e := it.Element()
		if keyed {
			elems = append(elems, symbol.Strip(k.AsString())+" = "+showCty(e))
		} else {
			elems = append(elems, showCty(e))
		}
	}
	if ty.IsSetType() {
		slices.Sort(elems)
	}
	if keyed {
		return "{" + strings.Join(elems, ", ") + "}"
	}
	return "[" + strings.Join(elems, ", ") + "]"
}

func showSymbols(symbols []symbol.Symbol) string {
	names := make([]string, len(symbols))
	for i, s := range symbols {
		names[i] = s.String()
	}
	return list(names)
}

func showResources(cfg *tf.Config) string {
	var addresses []string
	for _, r := range cfg.Resources() {
		address := r.Address
		if r.Maybe {
			address += "?"
		}
		addresses = append(addresses, address)
	}
	return list(addresses)
}

func showOpaque(cfg *tf.Config) string {
	var calls []string
	for _, m := range cfg.Opaque() {
		calls = append(calls, m.Address+" ("+showSymbols(m.Refs)+")")
	}
	return list(calls)
}

func list(items []string) string { return cmp.Or(strings.Join(items, ", "), "none") }

// An expression is one that stands in an attribute next to a prelude.
type expression struct{ text, want string }

// checkExpressions evaluates each expression by itself.
func checkExpressions(t *testing.T, prelude string, rows []expression) {
	t.Helper()
	for _, row := range rows {
		cfg := load(t, prelude+"\nresource \"test\" \"t\" {\n  value = "+row.text+"\n}\n")
		got := facts(t, cfg, []string{"test.t value = "})
		if want := []string{"test.t value = " + row.want}; !slices.Equal(got, want) {
			t.Errorf("%s\n got %s\nwant %s", row.text, strings.Join(got, "\n     "), want[0])
		}
	}
}
