package report

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

func TestText(t *testing.T) {
	evil := at(tf.Range{}, "a comment \x1b[2J says\nmore \u202egnp.exe \xff")
	evil.Decision.Resource = "aws_x.y[\"\x1b]0;owned\a\"]"
	evil.Witness.Path = "/\x1b[31m"
	evil.Decision.Evidence = "\u009b31m"
	unnamed := at(tf.Range{}, "no place at all")
	unnamed.Decision.Resource, unnamed.Decision.Viewers, unnamed.Decision.AnsweredBy = "", "", ""
	longCommand := sample()
	longCommand.Witness.Path = "/" + strings.Repeat("long/", 14)
	longPath := at(span(3, 5, 65), sample().Decision.Because.String())
	longPath.Decision.Range.File = strings.Repeat("modules/deep/", 8) + "main.tf"

	tests := []struct {
		name   string
		report *lint.Report
		opts   Options
	}{
		{"sample", reportOf(sample()), Options{Width: 104}},
		{"narrow", reportOf(sample()), Options{Width: 60}},
		{"color", full(), Options{Notes: true, Color: true}},
		{"full", full(), Options{}},
		{"notes", full(), Options{Notes: true}},
		{"coverage", full(), Options{Coverage: true, Width: 90}},
		{"tabs", reportOf(at(span(4, 2, 20), "a tab precedes the value")), Options{}},
		{"unicode", reportOf(at(span(5, 32, 42), "wide characters precede the value"), at(span(5, 5, 30), "the value is wide")), Options{}},
		{"multi-line", reportOf(at(lines(6, 5, 8, 7), "the value has three lines")), Options{}},
		{"block", reportOf(at(span(2, 3, 9), "a block")), Options{}},
		{"long-line", reportOf(at(span(9, 83, 101), "in the middle"), at(span(9, 5, 80), "longer than the room"), at(span(9, 103, 150), "at the end")), Options{Width: 60}},
		{"no-such-line", reportOf(at(span(99, 1, 2), "the file has changed"), at(span(3, 500, 600), "the line has changed"), at(span(3, 0, 0), "a line only")), Options{}},
		{"no-source", reportOf(at(tf.Range{}, "as in a plan"), unnamed), Options{}},
		{"escapes", reportOf(evil, at(span(10, 22, 31), "behind escapes")), Options{Color: false}},
		{"long-command", reportOf(longCommand), Options{Width: 80}},
		{"long-path", reportOf(longPath), Options{Width: 100}},
		{"nothing", &lint.Report{Distributions: 2}, Options{}},
		{"no-distribution", &lint.Report{}, Options{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			golden(t, tt.name+".golden", func(b *bytes.Buffer) error { return Text(b, tt.report, tt.opts) })
		})
	}
}

func TestTextShowsNoGeneratedLine(t *testing.T) {
	r := reportOf(at(span(1, 1, 5), "in a file that a program wrote"))
	r.Sources["main.tf"] = []byte(strings.Repeat("x", longestLine+1))
	var b bytes.Buffer
	if err := Text(&b, r, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), "~") {
		t.Errorf("an excerpt of it is in\n%s", &b)
	}
}

func TestTextPassesNoControlCharacters(t *testing.T) {
	var b bytes.Buffer
	var characters strings.Builder
	for r := range rune(0x3000) {
		characters.WriteString(string(r) + "x")
	}
	every := characters.String()
	f := sample()
	d := &f.Decision
	for _, s := range []*string{&d.Viewers, &d.Resource, &d.Range.File, &d.Path, &d.Fix, &d.AnsweredBy, &d.Evidence, &d.Related[0].Message, &f.Distribution, &f.Witness.Path, &f.Witness.Method, &f.Witness.Country} {
		*s = every
	}
	d.Because = lint.Say("%s", every)
	f.Witness.Host = symbol.Literal(every)
	r := reportOf(f)
	r.Sources[every] = []byte("\n\n" + strings.ReplaceAll(every, "\n", ""))
	r.Coverage = []lint.Coverage{{Distribution: every, Rule: geo, Answer: lint.CoverUnknown, Because: every}}
	r.Diagnostics = []tf.Diagnostic{{Severity: tf.DiagError, Message: every, Range: d.Range}}
	trace := &lint.Trace{Distribution: every, Request: f.Witness, Notes: []string{every}, Steps: []lint.Step{{Rule: geo, Decision: f.Decision}}}
	err := errors.Join(
		Text(&b, r, Options{Coverage: true}),
		Diagnostics(&b, r.Diagnostics, Options{}),
		TraceText(&b, trace, Options{}),
	)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && hidden(r) {
			t.Fatalf("%q was passed through", r)
		}
	}
}

func TestDiagnostics(t *testing.T) {
	golden(t, "diagnostics.golden", func(b *bytes.Buffer) error { return Diagnostics(b, full().Diagnostics, Options{}) })
}

func TestTraceText(t *testing.T) {
	open := sampleTrace()
	open.Steps = open.Steps[:3]
	golden(t, "trace.golden", func(b *bytes.Buffer) error { return TraceText(b, sampleTrace(), Options{}) })
	golden(t, "trace-color.golden", func(b *bytes.Buffer) error { return TraceText(b, sampleTrace(), Options{Color: true, Width: 80}) })
	golden(t, "trace-open.golden", func(b *bytes.Buffer) error { return TraceText(b, open, Options{}) })
}

func TestRules(t *testing.T) {
	list := []*lint.Rule{alias, geo, policyMissing}
	golden(t, "rules.golden", func(b *bytes.Buffer) error { return Rules(b, list) })
	golden(t, "rules.json.golden", func(b *bytes.Buffer) error { return RulesJSON(b, list) })
}

type brokenPipe struct{}

var errPipe = errors.New("broken pipe")

func (brokenPipe) Write([]byte) (int, error) { return 0, errPipe }

func TestWriteErrors(t *testing.T) {
	w := brokenPipe{}
	for name, err := range map[string]error{
		"Text":        Text(w, full(), Options{}),
		"JSON":        JSON(w, full(), Options{}),
		"TraceText":   TraceText(w, sampleTrace(), Options{}),
		"TraceJSON":   TraceJSON(w, sampleTrace(), Options{}),
		"Rules":       Rules(w, nil),
		"RulesJSON":   RulesJSON(w, nil),
		"Diagnostics": Diagnostics(w, nil, Options{}),
	} {
		if !errors.Is(err, errPipe) {
			t.Errorf("%s: %v, want the error of the writer", name, err)
		}
	}
}
