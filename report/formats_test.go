package report

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"io"
	"slices"
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
	d.Viewers, d.Because, d.Resource, d.Holder, d.Path, d.Fix, d.Evidence = text, lint.Say("%s", text), text, text, text, text, text
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

// A comment is never longer than GitHub takes, whatever is in it, and says what
// is left out.
func TestMarkdownIsShortEnough(t *testing.T) {
	long := sample()
	long.Decision.Because = lint.Say(strings.Repeat("because ", 100))
	huge := sample()
	huge.Decision.Viewers, huge.Decision.Because = strings.Repeat("|", 70_000), lint.Say("%s", strings.Repeat("`", 70_000))
	unread := tf.Diagnostic{Severity: tf.DiagError, Message: strings.Repeat("<", 1000)}
	for name, r := range map[string]*lint.Report{
		"more findings":      reportOf(slices.Repeat([]lint.Finding{long}, 500)...),
		"1 more finding":     reportOf(huge),
		"more problems":      {Distributions: 1, Diagnostics: slices.Repeat([]tf.Diagnostic{unread}, 500)},
		"not all of the inp": {Findings: slices.Repeat([]lint.Finding{long}, 500), Distributions: 1, Diagnostics: slices.Repeat([]tf.Diagnostic{unread}, 500)},
	} {
		var b bytes.Buffer
		if err := Markdown(&b, r, Options{}); err != nil {
			t.Fatal(err)
		}
		if n := b.Len(); n > 65_536 || !strings.Contains(b.String(), name) {
			t.Errorf("%s: %d bytes, want no more than 65536 and a word on what is left out", name, n)
		}
	}
}

// TestGitHubCommands reads the workflow commands as the runner does, whatever is
// in them: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions.
func TestGitHubCommands(t *testing.T) {
	const text = "a%25b: 100% ::error::, title=x"
	var b bytes.Buffer
	if err := GitHub(&b, hostile(text), Options{}); err != nil {
		t.Fatal(err)
	}
	unescape := strings.NewReplacer("%3A", ":", "%2C", ",", "%0D", "\r", "%0A", "\n", "%25", "%")
	for line := range strings.Lines(b.String()) {
		head, message, _ := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
		command, list, _ := strings.Cut(head, " ")
		properties := make(map[string]string)
		for property := range strings.SplitSeq(list, ",") {
			name, value, _ := strings.Cut(property, "=")
			properties[name] = unescape.Replace(value)
		}
		if command != "error" || properties["file"] != text || !strings.Contains(strings.ToLower(unescape.Replace(message)), text) {
			t.Errorf("%q is read as %s of %v: %q", line, command, properties, unescape.Replace(message))
		}
	}
}
