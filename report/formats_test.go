package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/tf"
)

var formats = map[string]func(io.Writer, *lint.Report, Options) error{
	"json": JSON, "sarif": SARIF, "github": GitHub, "gitlab": GitLab, "junit": JUnit,
	"checkstyle": Checkstyle, "markdown": Markdown, "html": HTML, "text": Text,
}

func TestFormats(t *testing.T) {
	r := full()
	r.Coverage = append(r.Coverage, lint.Coverage{Distribution: "module.b.aws_cloudfront_distribution.cdn", Rule: policyMissing, Answer: lint.CoverDenied, Because: "the bucket has no policy"})
	for _, name := range []string{"sarif", "github", "gitlab", "junit", "checkstyle", "markdown", "html"} {
		golden(t, "full."+name+".golden", func(b *bytes.Buffer) error { return formats[name](b, r, Options{Version: "1.2.3", Notes: true}) })
		golden(t, "nothing."+name+".golden", func(b *bytes.Buffer) error { return formats[name](b, &lint.Report{Distributions: 1}, Options{}) })
	}
}

// hostile is a report in which every text tries to be more than a text.
func hostile(text string) *lint.Report {
	f := sample()
	f.Distribution = text
	d := &f.Decision
	d.Viewers, d.Because, d.Resource, d.Holder, d.Path, d.Fix, d.Evidence = text, text, text, text, text, text, text
	d.Range.File = text
	d.Related = []lint.Related{{Message: text, Resource: text, Range: tf.Range{File: text}}}
	f.Witness.Path, f.Witness.Headers = text, map[string]string{text: text}
	r := reportOf(f)
	r.Sources[text] = []byte(text)
	r.Coverage = []lint.Coverage{{Distribution: text, Rule: f.Rule, Answer: lint.CoverDenied, Because: text}}
	r.Diagnostics = []tf.Diagnostic{{Severity: tf.DiagError, Message: text, Range: tf.Range{File: text}}}
	return r
}

// Nothing in a configuration becomes a command, markup, or an escape.
func TestHostileTexts(t *testing.T) {
	for _, text := range []string{
		"\n::error::x\r::set-output name=a::b", "a,title=b::c%0A", "<script>alert(1)</script>", "</details>```\n<img src=x>",
		"|x|`code` **b** [a](javascript:x) @user #1 $x$", "\"];x-->y", "javascript:alert(1)", "\x1b[2J\u202e\x00\xff", "]]>&lt;", "'\" onload=x",
	} {
		for name, write := range formats {
			var b bytes.Buffer
			if err := write(&b, hostile(text), Options{Notes: true}); err != nil {
				t.Fatalf("%s: %q: %v", name, text, err)
			}
			got := b.String()
			if i := strings.IndexFunc(got, func(r rune) bool {
				return r != '\n' && unicode.IsControl(r) || r == '\u202e' && name != "json" && name != "sarif" && name != "gitlab"
			}); i >= 0 {
				t.Errorf("%s: %q: passes %q on", name, text, got[i:i+1])
			}
			checkHostile(t, name, text, got)
		}
	}
}

func checkHostile(t *testing.T, name, text, got string) {
	t.Helper()
	refuse := func(parts ...string) {
		for _, part := range parts {
			if strings.Contains(got, part) {
				t.Errorf("%s: %q comes out as %q", name, text, part)
			}
		}
	}
	switch name {
	case "json", "sarif", "gitlab":
		if !json.Valid([]byte(got)) {
			t.Errorf("%s: %q: the JSON is not valid", name, text)
		}
	case "junit", "checkstyle":
		if err := xml.Unmarshal([]byte(got), new(struct{})); err != nil {
			t.Errorf("%s: %q: %v", name, text, err)
		}
	case "github":
		if lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n"); len(lines) != 2 {
			t.Errorf("github: %q: %d commands, want 2", text, len(lines))
		}
		for _, line := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
			if head, _, _ := strings.Cut(strings.TrimPrefix(line, "::error "), "::"); strings.Count(","+head, ",title=") != 1 {
				t.Errorf("github: %q has properties of its own: %s", text, head)
			}
		}
	case "html":
		refuse("<script>alert", "<img src=x>", `href="javascript:`, `"' onload`)
		if strings.Count(got, "<script>") != 1 || strings.Count(got, "<details>") > 1 {
			t.Errorf("html: %q opens elements", text)
		}
	case "markdown":
		visibleText, _, _ := strings.Cut(got, "<details><summary>the findings")
		for _, part := range []string{"<script>", "<img", "**b**", "](javascript", "@user", "#1 ", "$x$"} {
			if strings.Contains(visibleText, part) {
				t.Errorf("markdown: %q comes out as %q", text, part)
			}
		}
		if strings.Count(got, "</details>") > 1+strings.Count(text, "</details>") && !strings.Contains(text, "</details>") {
			t.Errorf("markdown: %q closes what it did not open", text)
		}
	}
}

// A comment is never longer than GitHub takes.
func TestMarkdownIsShortEnough(t *testing.T) {
	f := sample()
	f.Decision.Because = strings.Repeat("because ", 100)
	var findings []lint.Finding
	for range 500 {
		findings = append(findings, f)
	}
	var b bytes.Buffer
	if err := Markdown(&b, reportOf(findings...), Options{}); err != nil {
		t.Fatal(err)
	}
	if n := b.Len(); n > 65_536 || !strings.Contains(b.String(), "more findings") {
		t.Errorf("%d bytes, want no more than 65536 and a word on what is left out", n)
	}
}
