package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A site is a repository with a root module in infra/site, as the recipes of
// docs/ci.md want it, and the programs that they use: stand-ins but for no403.
type site struct {
	root string // of this project
	dir  string
	env  []string
	ctx  context.Context //nolint:containedctx // of the test that the site is for
}

// newSite returns a site with the Terraform of a directory of testdata/rules.
func newSite(t *testing.T, from string) *site {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{root: root, dir: t.TempDir(), ctx: t.Context()}
	home, stubs := t.TempDir(), t.TempDir()
	from = filepath.Join(root, "testdata/rules", from)
	for dir, files := range map[string]string{filepath.Join(s.dir, "infra/site"): from, stubs: filepath.Join(root, "docs/testdata/ci/bin")} {
		if err := os.CopyFS(dir, os.DirFS(files)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(s.dir, "infra/site/plan.json")); err != nil {
		t.Fatal(err)
	}
	program, err := exec.LookPath("no403")
	if err != nil {
		t.Fatal(err)
	}
	s.env = append(os.Environ(),
		"HOME="+home, "NO403="+program, "PLAN="+filepath.Join(from, "plan.json"), "CALLS="+filepath.Join(home, "calls"),
		"RELEASE="+home, "RUNNER_TEMP="+home, "GITHUB_OUTPUT="+filepath.Join(home, "output"), "GITHUB_STEP_SUMMARY="+filepath.Join(home, "summary"),
		"PATH="+stubs+string(filepath.ListSeparator)+os.Getenv("PATH"),
	)
	for _, stub := range []string{"curl", "wget", "terraform", "no403"} {
		if err := os.Chmod(filepath.Join(stubs, stub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if code, out := s.run(stubs, "tar", "-czf", filepath.Join(home, "no403_linux_amd64.tar.gz"), "no403"); code != 0 {
		t.Fatal(out)
	}
	return s
}

// run runs a command in a directory of the site, and returns its exit code and
// what it writes.
func (s *site) run(dir string, command ...string) (int, string) {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(s.dir, dir)
	}
	cmd := exec.CommandContext(s.ctx, command[0], command[1:]...)
	cmd.Dir, cmd.Env = dir, s.env
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return -1, err.Error()
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// shell runs scripts in a directory, up to the first that fails.
func (s *site) shell(dir string, scripts ...string) (int, string) {
	var all strings.Builder
	for _, script := range scripts {
		code, out := s.run(dir, "sh", "-ec", script)
		all.WriteString(out)
		if code != 0 {
			return code, all.String()
		}
	}
	return 0, all.String()
}

// calls returns the commands that the recipe has run.
func (s *site) calls(t *testing.T) string {
	t.Helper()
	_, out := s.run(".", "sh", "-c", `cat "$CALLS"`)
	return out
}

// A recipe follows the text of a code block in the place of the service that it
// is for.
type recipe = func(t *testing.T, s *site, text string) (code int, out string)

// recipes run the code blocks of docs/ci.md, by the heading above them.
var recipes = map[string]recipe{
	"The program":                            shellRecipe,
	"GitHub Actions":                         gitHubRecipe,
	"Atlantis":                               atlantisRecipe,
	"Spacelift":                              spaceliftRecipe,
	"HCP Terraform and Terraform Enterprise": shellRecipe,
	"CircleCI":                               circleRecipe,
	"Jenkins":                                jenkinsRecipe,
	"make": func(t *testing.T, s *site, text string) (int, string) {
		write(t, filepath.Join(s.dir, "Makefile"), text)
		return s.shell(".", "terraform -chdir=infra/site init", "make no403 || exit $(($? == 2))")
	},
	// .ci/gitlab and .ci/pre-commit have the real programs follow these.
	"GitLab":     nil,
	"pre-commit": nil,
}

func shellRecipe(_ *testing.T, s *site, text string) (int, string) { return s.shell(".", text) }

// gitHubRecipe runs the steps of a workflow, and the action as action.yml says.
func gitHubRecipe(t *testing.T, s *site, text string) (code int, out string) {
	for _, step := range listAt(t, text, "jobs", "no403", "steps") {
		step := step.(map[string]any)
		uses, _ := step["uses"].(string)
		name, _, _ := strings.Cut(uses, "@")
		more := ""
		switch name {
		case "actions/checkout", "hashicorp/setup-terraform":
			continue
		case "":
			code, more = s.run(".", "bash", "-ec", step["run"].(string))
		case "no403/no403":
			with, _ := step["with"].(map[string]any)
			code, more = s.action(t, with)
		default:
			t.Fatalf("%s: nobody knows what it does", uses)
		}
		if out += more; code != 0 {
			break
		}
	}
	return code, out
}

// action runs the step of the action that lints, with inputs.
func (s *site) action(t *testing.T, with map[string]any) (int, string) {
	t.Helper()
	action := parseYAML(t, readFile(t, filepath.Join(s.root, "action.yml"))).(map[string]any)
	inputs := action["inputs"].(map[string]any)
	for name := range with {
		if inputs[name] == nil {
			t.Errorf("the action has no input %q", name)
		}
	}
	if with["install-only"] == true {
		return 0, ""
	}
	env := s.env
	defer func() { s.env = env }()
	for _, step := range action["runs"].(map[string]any)["steps"].([]any) {
		step := step.(map[string]any)
		if step["id"] != "lint" {
			continue
		}
		for name, value := range step["env"].(map[string]any) {
			input := regexp.MustCompile(`^\$\{\{ inputs\.(.+) \}\}$`).FindStringSubmatch(value.(string))[1]
			given, ok := with[input]
			if !ok {
				given = inputs[input].(map[string]any)["default"]
			}
			s.env = append(s.env, name+"="+fmt.Sprint(given))
		}
		return s.run(".", "bash", filepath.Join(s.root, "action/lint.sh"))
	}
	t.Fatal("the action does not lint")
	return 0, ""
}

// atlantisRecipe runs the steps of the workflow's plan, in the project.
func atlantisRecipe(t *testing.T, s *site, text string) (int, string) {
	s.env = append(s.env, "PLANFILE="+filepath.Join(s.dir, "default.tfplan"), "SHOWFILE="+filepath.Join(s.dir, "default.json"))
	var scripts []string
	for _, step := range listAt(t, text, "workflows", "no403", "plan", "steps") {
		switch step := step.(type) {
		case string:
			scripts = append(scripts, map[string]string{"init": "terraform init", "plan": `terraform plan -out="$PLANFILE"`}[step])
		case map[string]any:
			scripts = append(scripts, step["run"].(string))
		}
	}
	return s.shell("infra/site", scripts...)
}

// spaceliftRecipe runs the hooks around what Spacelift does.
func spaceliftRecipe(t *testing.T, s *site, text string) (int, string) {
	return s.shell("infra/site", strings.Join([]string{
		commands(listAt(t, text, "stack_defaults", "before_init")), "terraform init", "terraform plan -out=spacelift.plan",
		commands(listAt(t, text, "stack_defaults", "after_plan")),
	}, " && "))
}

func circleRecipe(t *testing.T, s *site, text string) (int, string) {
	var scripts []string
	for _, step := range listAt(t, text, "jobs", "no403", "steps") {
		if step, ok := step.(map[string]any); ok && step["run"] != nil {
			scripts = append(scripts, step["run"].(string))
		}
	}
	return s.shell(".", scripts...)
}

func jenkinsRecipe(_ *testing.T, s *site, text string) (int, string) {
	var scripts []string
	for _, step := range regexp.MustCompile(`\bsh '([^']*)'`).FindAllStringSubmatch(text, -1) {
		scripts = append(scripts, step[1])
	}
	return s.shell(".", scripts...)
}

// listAt returns the list at a path in a document.
func listAt(t *testing.T, text string, path ...string) []any {
	t.Helper()
	at := parseYAML(t, text)
	for _, name := range path {
		at = at.(map[string]any)[name]
	}
	return at.([]any)
}

func commands(all []any) string {
	lines := make([]string, 0, len(all))
	for _, line := range all {
		lines = append(lines, line.(string))
	}
	return strings.Join(lines, " && ")
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestRecipes follows the recipes of docs/ci.md: what is broken fails, what is
// mended passes, and a plan that is made is looked at.
func TestRecipes(t *testing.T) {
	headings := regexp.MustCompile(`(?m)^## (.*)\n`)
	block := regexp.MustCompile("(?ms)^```(sh|yaml|groovy|make)\n(.*?)^```$")
	text := readFile(t, "../../docs/ci.md")
	at := headings.FindAllStringSubmatchIndex(text, -1)
	if len(at) != len(recipes) {
		t.Errorf("%d headings for %d ways to follow what is below them", len(at), len(recipes))
	}
	for i, heading := range at {
		name, end := text[heading[2]:heading[3]], len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		follow, ok := recipes[name]
		if !ok {
			t.Errorf("%s: nobody knows how to follow what is below", name)
		}
		if follow == nil {
			continue
		}
		blocks := block.FindAllStringSubmatch(text[heading[1]:end], -1)
		if len(blocks) == 0 {
			t.Errorf("%s: no recipe", name)
		}
		for n, found := range blocks {
			t.Run(fmt.Sprintf("%s %d", name, n+1), func(t *testing.T) {
				for from, want := range map[string]int{"s3-policy-missing/bad": 1, "s3-policy-missing/good": 0} {
					s := newSite(t, from)
					code, out := follow(t, s, found[2])
					calls := s.calls(t)
					if name == "The program" { // it only says which
						want = 0
					} else if !strings.Contains(calls, "no403 lint ") {
						t.Errorf("%s: it does not lint:\n%s%s", from, calls, out)
					}
					if code != want || want == 1 && !strings.Contains(out, "s3-policy-missing") {
						t.Errorf("%s: exit code %d, want %d:\n%s%s", from, code, want, calls, out)
					}
					if strings.Contains(calls, "terraform show") && !strings.Contains(calls, "--plan") {
						t.Errorf("%s: the plan is shown to nobody:\n%s", from, calls)
					}
				}
			})
		}
	}
}
