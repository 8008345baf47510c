package docs_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/report"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// A schema is a published one that refuses, here only, what it does not name:
// what the program writes must stand in it.
type schema struct{ compiled *jsonschema.Schema }

func schemas(t *testing.T, names ...string) []schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		published := decoded(t, text)
		if err := c.AddResource("https://github.com/no403/no403/blob/main/docs/"+filepath.Base(name), strict(published)); err != nil {
			t.Fatal(err)
		}
	}
	var compiled []schema
	for _, name := range names {
		s, err := c.Compile("https://github.com/no403/no403/blob/main/docs/" + filepath.Base(name))
		if err != nil {
			t.Fatal(err)
		}
		compiled = append(compiled, schema{s})
	}
	return compiled
}

// strict adds to every schema of a value that nothing else may be in it.
func strict(s any) any {
	switch s := s.(type) {
	case map[string]any:
		for key, below := range s {
			strict(below)
			switch key {
			case "properties":
				for _, property := range below.(map[string]any) {
					property.(map[string]any)["unevaluatedProperties"] = false
				}
			case "items":
				below.(map[string]any)["unevaluatedProperties"] = false
			case "$schema":
				s["unevaluatedProperties"] = false
			}
		}
	case []any:
		for _, below := range s {
			strict(below)
		}
	}
	return s
}

func decoded(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// check validates what write writes.
func (s schema) check(t *testing.T, name string, write func(io.Writer) error) {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	if err := s.compiled.Validate(decoded(t, out.Bytes())); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// file validates a file.
func (s schema) file(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s.check(t, name, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// TestSchemas validates what is written of all examples and of all broken Terraform
// that tests rules, and of a report that has one of everything.
func TestSchemas(t *testing.T) {
	both := schemas(t, "report.schema.json", "trace.schema.json")
	reports, traces := both[0], both[1]
	quality := schemas(t, "../report/testdata/schemas/codequality.schema.json")[0]
	for _, name := range []string{"full", "nothing"} {
		reports.file(t, "../report/testdata/"+name+".json.golden")
		quality.file(t, "../report/testdata/"+name+".gitlab.golden")
	}
	traces.file(t, "../report/testdata/trace.json.golden")

	kinds := []lint.Suppression{{}, {By: lint.ByComment, Reason: "it is known"}, {By: lint.BySettings}, {By: lint.ByBaseline}, {By: lint.ByRevision}}
	for i, dir := range terraform(t) {
		cfg := hclload.Load(dir, hclload.Options{})
		known := lint.Settings{Known: func(lint.Finding) lint.Suppression { return kinds[i%len(kinds)] }}
		r := known.Run(cfg, rules.All())
		reports.check(t, dir, func(w io.Writer) error { return report.JSON(w, r, report.Options{Coverage: true, Version: "v1.2.3"}) })
		quality.check(t, dir, func(w io.Writer) error { return report.GitLab(w, r, report.Options{Notes: true}) })
		if len(r.Findings) > 0 {
			f := r.Findings[0]
			trace, err := lint.TraceRequest(cfg, rules.All(), f.Distribution, f.Witness)
			if err != nil {
				t.Errorf("%s: %v", dir, err)
				continue
			}
			traces.check(t, dir, func(w io.Writer) error { return report.TraceJSON(w, trace, report.Options{}) })
		}
	}
}

// TestSchemasAreStrict makes sure that the test above can fail.
func TestSchemasAreStrict(t *testing.T) {
	s := schemas(t, "report.schema.json")[0]
	text, err := os.ReadFile("../report/testdata/full.json.golden")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{`"tool": {`, `"summary": {`, `"range": {`, `"witness": {`, `"start": {`} {
		more := bytes.Replace(text, []byte(at), []byte(at+`"new": 1,`), 1)
		if bytes.Equal(more, text) || s.compiled.Validate(decoded(t, more)) == nil {
			t.Errorf("a new field behind %s is not noticed", at)
		}
	}
}

// terraform returns the directories with Terraform that the repository shows
// and tests with.
func terraform(t *testing.T) []string {
	t.Helper()
	var dirs []string
	for _, pattern := range []string{"../examples/*", "testdata/neighbours/*", "testdata/scanners/*/*", "../testdata/rules/*/bad*", "../report/testdata/hostile"} {
		found, err := filepath.Glob(pattern + "/*.tf")
		if err != nil || len(found) == 0 {
			t.Fatalf("no Terraform in %s: %v", pattern, err)
		}
		for _, file := range found {
			dirs = append(dirs, filepath.Dir(file))
		}
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}
