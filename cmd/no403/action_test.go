package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestAction runs the scripts of the GitHub action as a runner does: with what
// it is told in the environment, and files for what it tells.
func TestAction(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(root, "action/testdata"),
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars,
				"ACTION="+filepath.Join(root, "action"),
				"RUNNER_TEMP="+filepath.Join(e.WorkDir, "temp"), "RUNNER_OS=Linux", "RUNNER_ARCH=X64",
				"GITHUB_OUTPUT="+filepath.Join(e.WorkDir, "output"),
				"GITHUB_PATH="+filepath.Join(e.WorkDir, "path"),
				"GITHUB_STEP_SUMMARY="+filepath.Join(e.WorkDir, "summary.md"),
				"GITHUB_REPOSITORY=example/site", "GITHUB_WORKFLOW=checks", "GITHUB_JOB=lint", "PULL_REQUEST=7",
				"INPUT_PATH=.", "INPUT_FAIL_ON=error",
				"PATH="+filepath.Join(e.WorkDir, "bin")+string(filepath.ListSeparator)+e.Getenv("PATH"),
			)
			if gh := filepath.Join(e.WorkDir, "bin/gh"); isFile(gh) {
				if err := os.Chmod(gh, 0o755); err != nil {
					return err
				}
			}
			for dir, from := range map[string]string{
				"broken": "examples/broken-site", "healthy": "examples/healthy-site", "plan": "testdata/rules/s3-policy-missing/bad",
			} {
				if err := os.CopyFS(filepath.Join(e.WorkDir, dir), os.DirFS(filepath.Join(root, from))); err != nil {
					return err
				}
			}
			return os.Mkdir(filepath.Join(e.WorkDir, "temp"), 0o755)
		},
	})
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// A matcher is one entry of a file of problem matchers: a pattern for each of
// some lines that follow each other.
// See https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md.
type matcher struct {
	Owner   string
	Pattern []struct {
		Regexp                                      string
		File, Line, Column, Severity, Message, Code int
	}
}

// find returns what the matcher makes of a text, as "file:line:column:
// severity: message [code]".
func (m matcher) find(text string) []string {
	lines := strings.Split(text, "\n")
	var found []string
	for i := 0; i+len(m.Pattern) <= len(lines); i++ {
		var file, line, column, severity, message, code string
		whole := true
		for j, p := range m.Pattern {
			groups := regexp.MustCompile(p.Regexp).FindStringSubmatch(lines[i+j])
			if groups == nil {
				whole = false
				break
			}
			for into, group := range map[*string]int{&file: p.File, &line: p.Line, &column: p.Column, &severity: p.Severity, &message: p.Message, &code: p.Code} {
				if group > 0 {
					*into = groups[group]
				}
			}
		}
		if whole {
			found = append(found, fmt.Sprintf("%s:%s:%s: %s: %s [%s]", file, line, column, severity, message, code))
		}
	}
	return found
}

// GitHub finds every finding with a line in what the program writes for people,
// wrapped as in a log or not at all, and what is wrong with the input.
func TestProblemMatchers(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("action/matcher.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ ProblemMatcher []matcher }
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	find := func(text string) []string {
		var found []string
		for _, m := range file.ProblemMatcher {
			found = append(found, m.find(text)...)
		}
		slices.Sort(found)
		return found
	}
	roots, err := filepath.Glob("testdata/rules/*/bad")
	if err != nil || len(roots) == 0 {
		t.Fatal(roots, err)
	}
	lint := func(args ...string) string {
		var out bytes.Buffer
		run(newRoot(), append([]string{"lint"}, args...), strings.NewReader(""), &out, &out)
		return out.String()
	}
	for _, width := range []string{"100", "1000"} {
		total := 0
		for _, dir := range append(roots, "examples/broken-site") {
			var r struct {
				Findings []struct {
					Rule, Severity string
					Range          struct {
						File  string
						Start struct{ Line, Column int }
					}
				}
			}
			if err := json.Unmarshal([]byte(lint("--format", "json", dir)), &r); err != nil {
				t.Fatal(err)
			}
			var want []string
			for _, f := range r.Findings {
				if f.Severity != "note" && f.Range.Start.Line > 0 {
					want = append(want, fmt.Sprintf("%s:%d:%d: %s [%s]", f.Range.File, f.Range.Start.Line, f.Range.Start.Column, f.Severity, f.Rule))
				}
			}
			slices.Sort(want)
			var got []string
			for _, line := range find(lint("--width", width, dir)) {
				at, rest, _ := strings.Cut(line, ": ")
				severity, rest, _ := strings.Cut(rest, ": ")
				got = append(got, at+": "+severity+rest[strings.LastIndex(rest, " ["):])
			}
			slices.Sort(got)
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s columns (-found +matched):\n%s", dir, width, diff)
			}
			total += len(want)
		}
		if total < len(roots)/2 {
			t.Errorf("%d findings in %d roots", total, len(roots))
		}
	}

	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte("locals {\n  a = upper(1\n}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	out := lint(dir)
	if found := find(out); len(found) != 1 || !regexp.MustCompile(`main\.tf:3:\d+: error: .+`).MatchString(found[0]) {
		t.Errorf("got %q of\n%s", found, out)
	}
}

// TestActionMetadata checks that action.yml gives the scripts what they ask for,
// in the environment only, and that other actions are pinned.
func TestActionMetadata(t *testing.T) {
	t.Chdir("../..")
	text := readFile(t, "action.yml")
	action := parseYAML(t, text).(map[string]any)
	for name := range action["inputs"].(map[string]any) {
		if !strings.Contains(text, "inputs."+name) {
			t.Errorf("nothing asks for input %q", name)
		}
	}
	for _, s := range action["runs"].(map[string]any)["steps"].([]any) {
		step := s.(map[string]any)
		if uses, ok := step["uses"].(string); ok {
			if !regexp.MustCompile(`^[\w-]+(/[\w-]+)+@[0-9a-f]{40}$`).MatchString(uses) {
				t.Errorf("%s: not pinned to a commit", uses)
			}
			continue
		}
		script := regexp.MustCompile(`^bash "\$GITHUB_ACTION_PATH/(action/\w+\.sh)"$`).FindStringSubmatch(step["run"].(string))
		if script == nil {
			t.Errorf("%s: runs more than a script", step["run"])
			continue
		}
		given := make(map[string]bool)
		for name := range step["env"].(map[string]any) {
			given[name] = true
		}
		for _, v := range regexp.MustCompile(`\$\{?([A-Z][A-Z0-9_]+)`).FindAllStringSubmatch(readFile(t, script[1]), -1) {
			name := v[1]
			// The runner sets these, and the test the one of the releases.
			known := strings.HasPrefix(name, "GITHUB_") || strings.HasPrefix(name, "RUNNER_") || slices.Contains([]string{"BASH_SOURCE", "BASH_REMATCH", "NO403_RELEASES"}, name)
			if !known && !given[name] {
				t.Errorf("%s: asks for %s, which action.yml does not give it", script[1], name)
			}
		}
	}
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
