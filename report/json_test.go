package report

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

func TestJSON(t *testing.T) {
	golden(t, "full.json.golden", func(b *bytes.Buffer) error { return JSON(b, full(), Options{Version: "v1.2.3", Coverage: true}) })
	golden(t, "nothing.json.golden", func(b *bytes.Buffer) error { return JSON(b, &lint.Report{}, Options{}) })
	golden(t, "trace.json.golden", func(b *bytes.Buffer) error { return TraceJSON(b, sampleTrace(), Options{}) })
}

// TestJSONShape pins the names that other programs rely on, and their types.
func TestJSONShape(t *testing.T) {
	var b bytes.Buffer
	if err := JSON(&b, full(), Options{Coverage: true}); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	pos := map[string]any{"line": "number", "column": "number"}
	span := map[string]any{"file": "string", "start": pos, "end": pos}
	want := map[string]any{
		"version": "string",
		"tool":    map[string]any{"name": "string", "version": "string"},
		"summary": map[string]any{"distributions": "number", "errors": "number", "warnings": "number", "notes": "number", "unknown": "number"},
		"findings": []any{map[string]any{
			"rule": "string", "severity": "string", "message": "string", "distribution": "string", "resource": "string",
			"range":   span,
			"related": []any{map[string]any{"message": "string", "resource": "string", "range": span}},
			"witness": map[string]any{
				"method": "string", "url": "string", "headers": map[string]any{}, "country": "string", "curl": "string",
				"answered_by": "string", "evidence": "string", "missing": "bool", "signed": "bool",
			},
			"documentation": []any{"string"}, "suppressed": "bool", "fingerprint": "string", "title": "string", "fix": "string", "path": "string",
		}},
		"coverage":    []any{map[string]any{"distribution": "string", "rule": "string", "answer": "string", "because": "string"}},
		"diagnostics": []any{map[string]any{"severity": "string", "message": "string", "range": span}},
	}
	if diff := cmp.Diff(want, shape(got).(map[string]any)); diff != "" {
		t.Errorf("shape (-want +got):\n%s", diff)
	}
}

// shape returns a JSON value with the names of types in place of values, and
// of every array only the first element.
func shape(v any) any {
	switch v := v.(type) {
	case string:
		return "string"
	case float64:
		return "number"
	case bool:
		return "bool"
	case []any:
		if len(v) == 0 {
			return []any{}
		}
		return []any{shape(v[0])}
	case map[string]any:
		out := make(map[string]any, len(v))
		for name, field := range v {
			out[name] = shape(field)
		}
		return out
	}
	return "null"
}

func TestJSONHoldsNoTokens(t *testing.T) {
	f := sample()
	d := &f.Decision
	for _, s := range []*string{&d.Viewers, &d.Resource, &d.Path, &d.Fix, &d.AnsweredBy, &d.Evidence, &d.Related[0].Message, &d.Related[0].Resource, &f.Distribution} {
		*s = bucket
	}
	d.Because = lint.Say(bucket)
	f.Witness.Host, f.Witness.Headers = symbol.Parse(bucket), map[string]string{"origin": bucket}
	var b bytes.Buffer
	if err := JSON(&b, reportOf(f), Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), bucket) {
		t.Errorf("a token is left in %s", &b)
	}
}

func TestJSONIsDeterministic(t *testing.T) {
	var first, again bytes.Buffer
	for range 20 {
		again.Reset()
		if err := JSON(&again, full(), Options{Coverage: true}); err != nil {
			t.Fatal(err)
		}
		if first.Len() == 0 {
			first.Write(again.Bytes())
		}
		if !bytes.Equal(first.Bytes(), again.Bytes()) {
			t.Fatal("two runs differ")
		}
	}
}
