package report

import (
	"cmp"
	"encoding/xml"
	"io"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	Failure *junitOutcome `xml:"failure"`
	Error   *junitOutcome `xml:"error"`
	Skipped *junitOutcome `xml:"skipped"`
}

type junitOutcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes a test suite for each distribution, in which every rule that has
// something to say is a test: it fails where requests are denied, and is
// skipped where that is meant or not known. What could not be read is an error.
//
// It keeps to what the xUnit plugin of Jenkins takes, which is stricter than
// others: see https://github.com/jenkinsci/xunit-plugin and
// https://github.com/testmoapp/junitxml.
func JUnit(w io.Writer, r *lint.Report, o Options) error {
	out := junitSuites{Name: "no403"}
	suites := make(map[string]int)
	for _, c := range r.Coverage {
		if c.Answer == lint.CoverNotApplicable {
			continue
		}
		i, seen := suites[c.Distribution]
		if !seen {
			i = len(out.Suites)
			suites[c.Distribution], out.Suites = i, append(out.Suites, junitSuite{Name: visible(symbol.Strip(c.Distribution))})
		}
		suite := &out.Suites[i]
		test := junitCase{Name: c.Rule.Slug, Class: suite.Name}
		suite.Tests++
		out.Tests++
		switch c.Answer {
		case lint.CoverDenied:
			suite.Failures++
			out.Failures++
			test.Failure = junitFailure(r, c, o)
		case lint.CoverByDesign, lint.CoverUnknown:
			suite.Skipped++
			test.Skipped = &junitOutcome{Message: string(c.Answer) + ": " + visible(symbol.Strip(c.Because))}
		case lint.CoverPasses, lint.CoverNotApplicable:
		}
		suite.Cases = append(suite.Cases, test)
	}
	if input := junitInput(r.Diagnostics); input.Errors > 0 {
		out.Suites = append(out.Suites, input)
		out.Tests, out.Errors = out.Tests+input.Tests, input.Errors
	}
	return encodeXML(w, out)
}

// junitInput has an error for everything that could not be read.
func junitInput(diags []tf.Diagnostic) junitSuite {
	suite := junitSuite{Name: "input"}
	for _, d := range diags {
		if d.Severity == tf.DiagError {
			suite.Tests, suite.Errors = suite.Tests+1, suite.Errors+1
			suite.Cases = append(suite.Cases, junitCase{
				Name: cmp.Or(whereIs(d.Range, ""), "input"), Class: suite.Name,
				Error: &junitOutcome{Message: OneLine(d.Message), Type: "input"},
			})
		}
	}
	return suite
}

// junitFailure describes a denial as text does, by the finding that it is part
// of.
func junitFailure(r *lint.Report, c lint.Coverage, o Options) *junitOutcome {
	failure := &junitOutcome{Message: visible(symbol.Strip(c.Because)), Type: "403"}
	for _, f := range r.Open() {
		if f.Rule != c.Rule || f.Severity == lint.Note {
			continue
		}
		if own := f.Distribution == c.Distribution; own || failure.Text == "" {
			o.Color = false
			p := newPrinter(o)
			p.sources = r.Sources
			p.finding(f)
			failure.Message, failure.Text = advised(f), "\n"+p.out.String()
			if own {
				break
			}
		}
	}
	return failure
}
