package settings_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/lint"
	"github.com/no403/no403/lint/rules"
	"github.com/no403/no403/settings"
)

// The example states nothing as it is.
func TestExampleStatesNothing(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), settings.Name), settings.Example)
	file, diags := settings.Read(path, rules.All())
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want := &settings.File{Path: path, Settings: lint.Settings{Rules: map[string]lint.RuleSetting{}}}
	if diff := cmp.Diff(want, file); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// code finds the lines that are code behind a comment mark: prose has one space.
var code = regexp.MustCompile(`(?m)^#(\S|  )`)

// Each of its parts is valid without the comment marks, alone and with the
// others, and all that a file may state is in it.
func TestExampleParts(t *testing.T) {
	read := func(text string) *settings.File {
		t.Helper()
		file, diags := settings.Read(write(t, filepath.Join(t.TempDir(), settings.Name), text), rules.All())
		if len(diags) > 0 {
			t.Errorf("%s\n%v", text, diags)
		}
		return file
	}
	for part := range strings.SplitSeq(settings.Example, "\n\n") {
		if uncommented := code.ReplaceAllString(part, "$1"); uncommented != part {
			read(uncommented)
		}
	}
	file := reflect.ValueOf(*read(code.ReplaceAllString(settings.Example, "$1")))
	for _, name := range []string{"Viewers", "Refused", "Rules", "Roots", "Exclude", "VariablesFiles", "Baseline"} {
		if file.FieldByName(name).IsZero() {
			t.Errorf("the example has no %s", name)
		}
	}
}

// What the documentation shows of such files is valid.
func TestDocumentation(t *testing.T) {
	text, err := os.ReadFile("../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?ms)^```hcl\n(.*?)^```$").FindAllStringSubmatch(string(text), -1)
	shown := 0
	for _, block := range blocks {
		if strings.Contains(block[1], "no403:ignore") {
			continue // that is Terraform
		}
		shown++
		if _, diags := settings.Parse(settings.Name, []byte(block[1]), rules.All()); len(diags) > 0 {
			t.Errorf("%s\n%v", block[1], diags)
		}
	}
	if shown < 3 {
		t.Errorf("%d blocks of %d", shown, len(blocks))
	}
}
