package lint

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/no403/no403/tf"
)

// An Ignore is a comment that says that a finding is known:
//
//	# no403:ignore https-only the load balancer redirects
//
// It stands on the line of the cause or above it, on the resource or above it, or
// at the call of a module that the cause is in. With until=2027-01-31 it counts no
// longer after that day.
type Ignore struct {
	At     tf.Range
	Rule   string
	Reason string
	// Wrong says why the comment does not count at all.
	Wrong string
	// Used tells that a finding is what the comment is about, Expired that its
	// day has passed.
	Used, Expired bool
	// Shared tells that it is in a module, which another root may call so that
	// the comment is about something there.
	Shared bool
}

// problem says what to do about the comment, empty when it serves.
func (c *Ignore) problem(rules []*Rule) string {
	switch {
	case c.Wrong != "":
		return "this ignore does not count: " + c.Wrong
	case !slices.ContainsFunc(rules, func(r *Rule) bool { return r.Slug == c.Rule }):
		return fmt.Sprintf("this ignore does not count: there is no rule %q, no403 rules lists them", c.Rule)
	case !c.Used && !c.Shared:
		return "this ignore matches no finding: delete it"
	case c.Expired:
		return "this ignore has expired: mend the cause, or give a later day"
	}
	return ""
}

// IgnoreProblems tells about the comments that do not serve: those that are
// wrong, expired, or match no finding.
func (r *Report) IgnoreProblems(rules []*Rule) []tf.Diagnostic {
	var diags []tf.Diagnostic
	for _, c := range r.Ignores {
		if problem := c.problem(rules); problem != "" {
			diags = append(diags, tf.Diagnostic{Severity: tf.DiagWarning, Message: problem, Range: c.At})
		}
	}
	return diags
}

var ignoreComment = regexp.MustCompile(`(?:#|//)[ \t]*no403:ignore\b[ \t]*([^\r\n]*)`)

// ignores are the comments of a configuration, read file by file.
type ignores struct {
	sources map[string][]byte
	byFile  map[string][]*Ignore
	today   time.Time
}

// IgnoresIn returns the comments in the text of a file.
func IgnoresIn(file string, text []byte) []*Ignore {
	s := &ignores{sources: map[string][]byte{file: text}, byFile: make(map[string][]*Ignore), today: time.Now()}
	return s.of(file)
}

// match returns the comment about a rule at one of some places, nil without one.
func (s *ignores) match(rule string, places ...tf.Range) *Ignore {
	for _, at := range places {
		for _, c := range s.of(at.File) {
			if c.Rule == rule && c.Wrong == "" && adjoins(c.At, at, s.sources[at.File]) {
				c.Used = true
				return c
			}
		}
	}
	return nil
}

// of returns the comments in a file.
func (s *ignores) of(file string) []*Ignore {
	list, read := s.byFile[file]
	if read {
		return list
	}
	if text := s.sources[file]; bytes.Contains(text, []byte("no403:ignore")) {
		for i, line := range bytes.Split(text, []byte("\n")) {
			if m := ignoreComment.FindSubmatchIndex(line); m != nil {
				c := s.parse(string(line[m[2]:m[3]]))
				c.At = tf.Range{File: file, Start: tf.Pos{Line: i + 1, Column: m[0] + 1}, End: tf.Pos{Line: i + 1, Column: m[1] + 1}}
				list = append(list, c)
			}
		}
	}
	s.byFile[file] = list
	return list
}

// parse reads what follows the name of the comment.
func (s *ignores) parse(text string) *Ignore {
	c := &Ignore{}
	words := strings.Fields(text)
	if len(words) == 0 {
		c.Wrong = "write # no403:ignore RULE REASON"
		return c
	}
	c.Rule, words = words[0], words[1:]
	var reason []string
	for _, word := range words {
		date, dated := strings.CutPrefix(word, "until=")
		if !dated {
			reason = append(reason, word)
			continue
		}
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			c.Wrong = fmt.Sprintf("%q is no day: write until=2027-01-31", date)
		}
		c.Expired = !s.today.Before(day.AddDate(0, 0, 1))
	}
	if c.Reason = strings.Join(reason, " "); c.Reason == "" && c.Wrong == "" {
		c.Wrong = "it gives no reason: write one behind the rule"
	}
	return c
}

// all returns the comments of all files, by place.
func (s *ignores) all(cfg *tf.Config) []*Ignore {
	var all []*Ignore
	for file := range s.sources {
		all = append(all, s.of(file)...)
	}
	if len(all) == 0 {
		return nil
	}
	called := make(map[string]bool) // by file
	for _, r := range cfg.Resources() {
		called[r.Range.File] = called[r.Range.File] || len(r.Calls) > 0
	}
	for _, c := range all {
		c.Shared = called[c.At.File]
	}
	slices.SortFunc(all, func(a, b *Ignore) int { return a.At.Compare(b.At) })
	return all
}

// joinIgnores makes one list of those of several roots: a comment in what they
// share serves when it does in one.
func joinIgnores(lists ...[]*Ignore) []*Ignore {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, func(a, b *Ignore) int {
		used := map[bool]int{true: 0, false: 1}
		return cmp.Or(a.At.Compare(b.At), used[a.Used]-used[b.Used])
	})
	return slices.CompactFunc(all, func(a, b *Ignore) bool { return a.At == b.At })
}

// adjoins reports whether a comment is on the first line of a place, or above it
// with nothing but comments between.
func adjoins(comment, place tf.Range, text []byte) bool {
	above := place.Start.Line - comment.Start.Line
	if above <= 0 {
		return above == 0
	}
	lines := bytes.Split(text, []byte("\n"))
	for n := comment.Start.Line - 1; n < place.Start.Line-1 && n < len(lines); n++ {
		if line := bytes.TrimSpace(lines[n]); !bytes.HasPrefix(line, []byte("#")) && !bytes.HasPrefix(line, []byte("//")) {
			return false
		}
	}
	return true
}
