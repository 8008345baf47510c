package settings_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

func write(t testing.TB, path, content string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRead(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), settings.Name), `roots = ["infra/*"]
exclude = ["**/examples", "old/"]
variables_files = ["../common.tfvars", "x.tfvars"]
baseline = "known.json"
viewers "customers" {
  distributions = ["aws_cloudfront_distribution.*"]
  hosts         = ["WWW.example.com"]
  paths         = ["/", "*.css"]
  methods       = ["post"]
  schemes       = ["https"]
  countries     = ["de"]
  headers       = { "User-Agent" = "curl" }
  signed        = false
}
refused "plain" {
  rules  = ["https-only"]
  reason = "meant"
}
rule "missing-key-403" {
  severity = "off"
  reason   = "meant"
}
rule "https-only" {
  severity = "error"
  reason   = "people type the name"
}
`)
	got, diags := settings.Read(path, rules.All())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	span := func(line, from, to int) tf.Range {
		return tf.Range{File: filepath.ToSlash(path), Start: tf.Pos{Line: line, Column: from}, End: tf.Pos{Line: line, Column: to}}
	}
	at := func(line, to int) tf.Range { return span(line+3, 1, to) }
	dir := filepath.Dir(path)
	want := &settings.File{
		Path:           path,
		Roots:          []settings.Pattern{{Text: "infra/*", Range: span(1, 10, 19)}},
		Exclude:        []settings.Pattern{{Text: "**/examples", Range: span(2, 12, 25)}, {Text: "old", Range: span(2, 27, 33)}},
		VariablesFiles: []string{filepath.Join(filepath.Dir(dir), "common.tfvars"), filepath.Join(dir, "x.tfvars")},
		Baseline:       filepath.Join(dir, "known.json"),
	}
	want.Settings = lint.Settings{
		Viewers: []*lint.Class{{
			Name: "customers", Range: at(2, 20), Distributions: []string{"aws_cloudfront_distribution.*"},
			Hosts: []string{"www.example.com"}, Paths: []string{"/", "*.css"}, Methods: []string{"POST"}, Schemes: []string{"https"},
			Countries: []string{"DE"}, Headers: map[string]string{"user-agent": "curl"}, Signed: symbol.False,
		}},
		Refused: []*lint.Class{{Name: "plain", Range: at(12, 16), Reason: "meant", Rules: []string{"https-only"}}},
		Rules: map[string]lint.RuleSetting{
			"missing-key-403": {Off: true, Reason: "meant"},
			"https-only":      {Severity: lint.Error, Reason: "people type the name"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func TestMistakes(t *testing.T) {
	for source, want := range map[string]string{
		`viewers "c" {`:                                       "1:13: unclosed configuration block: There is no closing brace for this block before the end of the file. This may be caused by incorrect brace nesting elsewhere in this file.",
		`viewer "c" {}`:                                       `1:1: unsupported block type: Blocks of type "viewer" are not expected here. Did you mean "viewers"?`,
		`viewers "c" { path = [] }`:                           `1:15: unsupported argument: An argument named "path" is not expected here. Did you mean "paths"?`,
		`viewers "c" { paths = [] }`:                          "1:23: paths is empty: delete it, or write something into it",
		`viewers "c" { paths = "/" }`:                         `1:23: paths is no list of texts: write it as ["…", "…"]`,
		`viewers "c" { paths = [null] }`:                      "1:23: paths has a null: delete it",
		`viewers "c" { paths = null }`:                        `1:23: paths is no list of texts: write it as ["…", "…"]`,
		`viewers "c" { paths = ["login"] }`:                   `1:23: paths: "login": a path begins with a slash`,
		`viewers "c" { paths = [for x in [1] : "/"] }`:        "1:23: paths is computed: write the value itself",
		`viewers "c" { paths = [var.x] }`:                     "1:24: variables not allowed: Variables may not be used here.",
		`viewers "c" { schemes = ["ftp"] }`:                   `1:25: schemes: "ftp": write "http" or "https"`,
		`viewers "c" { countries = ["UK"] }`:                  `1:27: countries: "UK": write the two letters of ISO 3166-1, such as DE`,
		`viewers "c" { headers = ["x"] }`:                     `1:25: headers is no map of texts: write it as { "User-Agent" = "…" }`,
		`viewers "c" { headers = { x = null } }`:              `1:25: headers: "x" is null: delete it`,
		`viewers "c" { signed = "maybe" }`:                    "1:24: signed is no true or false",
		`viewers "c" { rules = ["https-only"] }`:              "1:15: viewers must get through, whichever rule denies them: delete rules",
		`refused "c" { rules = ["https-only"] }`:              "1:1: says nothing about why these requests are refused: add a reason",
		`refused "c" { reason = "r" }`:                        "1:1: states no requests, and would hold for all of them: add rules, paths, schemes, countries or the like",
		"refused \"c\" {\n rules = [\"x\"]\n reason=\"r\"\n}": `2:10: rules: "x": there is no such rule: no403 rules lists them`,
		`rule "x" { severity = "off" }`:                       `1:6: "x": there is no such rule: no403 rules lists them`,
		`rule "https-only" {}`:                                `1:19: missing required argument: The argument "severity" is required, but no definition was found.`,
		`rule "https-only" { severity = "low" }`:              `1:32: severity "low" is not known: write "off", "note", "warning" or "error"`,
		`rule "https-only" { severity = "off" }`:              "1:1: says nothing about why the rule is set: add a reason",
		"rule \"https-only\" {\n severity = \"off\"\n reason = \"r\"\n}\nrule \"https-only\" {\n severity = \"note\"\n reason = \"r\"\n}": `5:1: rule "https-only" is set already: keep one of the two blocks`,
		`viewers "c" { paths = ["/` + strings.Repeat(`", "/`, 1000) + `"] }`:                                                              "1:1: states 1001 requests, of which no more than 1000 are asked: write less into one block",
		`exclude = "x"`:                      `1:11: exclude is no list of texts: write it as ["…", "…"]`,
		`exclude = ["/x"]`:                   `1:11: exclude: "/x": write a path from the directory of this file, with slashes`,
		`exclude = [""]`:                     `1:11: exclude: "": write a path from the directory of this file, with slashes`,
		`roots = ["a/../../x"]`:              `1:9: roots: "a/../../x": lies above the directory of this file: move this file up`,
		`roots = ["[a"]`:                     `1:9: roots: "[a": is no pattern: a bracket or brace is not closed`,
		`roots = ["**/**/**/**/**/x"]`:       `1:9: roots: "**/**/**/**/**/x": is too long, or has too many ** or braces: write several patterns`,
		`roots = ["a\\b"]`:                   `1:9: roots: "a\\b": write a path from the directory of this file, with slashes`,
		`variables_files = ["/etc/x"]`:       `1:19: variables_files: "/etc/x": write a path from the directory of this file, with slashes`,
		`baseline = "../x"`:                  `1:12: baseline: lies above the directory of this file: move this file up`,
		`baseline = ["x"]`:                   `1:12: baseline is no text: write it in quotes`,
		`root = ["x"]`:                       `1:1: unsupported argument: An argument named "root" is not expected here. Did you mean "roots"?`,
		`a = ` + strings.Repeat("[", 20_000): "is nested too deep: write less into one value",
		strings.Repeat(" ", 1<<20+1):         "cannot be read: it has more than 1048576 bytes",
	} {
		path := write(t, filepath.Join(t.TempDir(), settings.Name), source)
		_, diags := settings.Read(path, rules.All())
		if len(diags) == 0 {
			t.Errorf("%.80s: no error, want %s", source, want)
			continue
		}
		if got := strings.TrimPrefix(strings.TrimPrefix(diags[0].String(), path+":"), " "); got != want || diags[0].Severity != tf.DiagError {
			t.Errorf("%.80s:\ngot  %s\nwant %s", source, got, want)
		}
	}
}

func TestFind(t *testing.T) {
	top := t.TempDir()
	write(t, filepath.Join(top, settings.Name), "")
	write(t, filepath.Join(top, "repo", ".git", "HEAD"), "")
	write(t, filepath.Join(top, "repo", "a", "b", "main.tf"), "")
	repo := filepath.Join(top, "repo")
	find := func(dir string) string {
		path, err := settings.Find(filepath.Join(repo, dir))
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got := find("a/b"); got != "" {
		t.Errorf("found %s outside of the repository", got)
	}
	above := write(t, filepath.Join(repo, settings.Name), "")
	if got := find("a/b"); got != above {
		t.Errorf("got %q, want %q", got, above)
	}
	nearer := write(t, filepath.Join(repo, "a", settings.Name), "")
	if got := find("a/b"); got != nearer {
		t.Errorf("got %q, want %q", got, nearer)
	}
	if err := os.Symlink("/etc/hostname", filepath.Join(repo, "a", "b", settings.Name)); err != nil {
		t.Fatal(err)
	}
	if path, err := settings.Find(filepath.Join(repo, "a", "b")); err == nil {
		t.Errorf("took the link %s for a file", path)
	}
}

func TestExcludes(t *testing.T) {
	t.Chdir(t.TempDir())
	write(t, "infra/.no403.hcl", `exclude = ["old", "**/examples", "sites/*/test.tf"]`)
	file, diags := settings.Read("infra/.no403.hcl", rules.All())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	for name, want := range map[string]bool{
		"infra/old": true, "infra/old/deep/main.tf": true, "infra/older": false, "old": false, "infra": false, "infra/a/old": false,
		"infra/examples": true, "infra/a/b/examples/main.tf": true, "infra/sites/a/test.tf": true, "infra/sites/a/main.tf": false, "../infra/old": false,
	} {
		if _, got := file.Excludes(name); got != want {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	t.Chdir("infra/..")
	t.Chdir("infra")
	file.Path = ".no403.hcl"
	if _, got := file.Excludes("old/main.tf"); !got {
		t.Error("old is not excluded from within")
	}
	if _, got := (&settings.File{}).Excludes("old"); got {
		t.Error("nothing excludes old")
	}
}

// Whatever stands in the file, reading it ends, and what it states is usable.
func FuzzRead(f *testing.F) {
	f.Add(`viewers "c" { paths = ["/*"] }`)
	f.Add(`refused "c" { reason = "r", headers = { a = "b" } }`)
	f.Add("rule \"https-only\" {\n severity = \"off\"\n}")
	f.Add(`viewers "c" { paths = [for x in [1] : "/"] }`)
	f.Add(`roots = ["a/**", "[", ".."]` + "\nbaseline = \"x\"")
	f.Add("viewers \"${x}\" {\n paths = <<E\n${1}\nE\n}")
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, source string) {
		path := write(t, filepath.Join(dir, settings.Name), source)
		s, diags := settings.Read(path, rules.All())
		for _, d := range diags {
			if d.Range.File != filepath.ToSlash(path) && !strings.HasPrefix(d.Message, "and ") {
				t.Errorf("%q: %v has no place", source, d)
			}
		}
		for _, c := range s.Refused {
			if strings.TrimSpace(c.Reason) == "" {
				t.Errorf("%q: %q is refused without a reason", source, c.Name)
			}
		}
		for _, c := range s.Viewers {
			for _, p := range c.Paths {
				if !strings.HasPrefix(p, "/") && !strings.HasPrefix(p, "*") {
					t.Errorf("%q: the path %q cannot be asked for", source, p)
				}
			}
		}
	})
}
