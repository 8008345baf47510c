package report

import (
	"encoding/xml"
	"io"

	"github.com/no403/no403/lint"
	"github.com/no403/no403/symbol"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Failure *junitOutcome `xml:"failure"`
	Skipped *junitOutcome `xml:"skipped"`
}

type junitOutcome struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes a test suite for each distribution, in which every rule that has
// something to say is a test: it fails where requests are denied, and is
// skipped where that is meant or not known.
// See https://github.com/testmoapp/junitxml.
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
			test.Failure = junitFailure(r, c, o, &test)
		case lint.CoverByDesign, lint.CoverUnknown:
			suite.Skipped++
			test.Skipped = &junitOutcome{Message: string(c.Answer) + ": " + visible(symbol.Strip(c.Because))}
		case lint.CoverPasses, lint.CoverNotApplicable:
		}
		suite.Cases = append(suite.Cases, test)
	}
	return encodeXML(w, out)
}

// junitFailure describes a denial as text does, by the finding that it is part
// of.
func junitFailure(r *lint.Report, c lint.Coverage, o Options, test *junitCase) *junitOutcome {
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
			failure.Message, failure.Text, test.File = advised(f), "\n"+p.out.String(), visible(f.Decision.Range.File)
			if own {
				break
			}
		}
	}
	return failure
}
