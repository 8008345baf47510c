package report

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/no403/no403/lint"
)

// Findings that something says are known are counted, and kept by the formats
// that have a place for them.
func TestSuppressed(t *testing.T) {
	by := func(s lint.Suppressor, reason string) lint.Finding {
		f := sample()
		f.Suppression = lint.Suppression{By: s, Reason: reason}
		return f
	}
	r := reportOf(by(lint.ByComment, "in a comment"), by(lint.ByBaseline, "in known.json"), by(lint.ByRevision, "there at main already"), by(lint.BySettings, "excluded"))
	written := func(write func(io.Writer, *lint.Report, Options) error, o Options) string {
		var out bytes.Buffer
		if err := write(&out, r, o); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	want := "no 403s found in 1 distribution (1 finding ignored; 1 finding in excluded files; 1 finding in the baseline; 1 finding that the change did not bring)\n"
	if got := written(Text, Options{}); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := written(Text, Options{Brief: true}); got != "" {
		t.Errorf("brief text has %q", got)
	}
	for format, parts := range map[string][]string{
		written(JSON, Options{}):  {`"suppressed": true`, `"by": "baseline",` + "\n" + `        "reason": "in known.json"`, `"by": "comment"`, `"errors": 0`},
		written(SARIF, Options{}): {`"kind": "inSource",`, `"kind": "external",`, `"justification": "there at main already"`},
	} {
		for _, part := range parts {
			if !strings.Contains(format, part) {
				t.Errorf("%s is missing in %s", part, format)
			}
		}
	}
	for name, format := range formats {
		if name == "json" || name == "sarif" {
			continue
		}
		if got := written(format, Options{Notes: true}); strings.Contains(got, "s3-policy-missing") {
			t.Errorf("%s shows what is known: %s", name, got)
		}
	}
}
