package planload_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// The folders of testdata hold Terraform with the plans and the state that
// Terraform makes of it. In folders with a terraform.tfstate they are plans of
// what that state says to exist.

// load reads a file of testdata.
func load(t *testing.T, name string) *tf.Config {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return parse(t, string(data))
}

func parse(t *testing.T, data string) *tf.Config {
	t.Helper()
	cfg, err := planload.Load("plan.json", strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// bodyOf returns the body of a resource.
func bodyOf(t *testing.T, cfg *tf.Config, address string) tf.Body {
	t.Helper()
	r := cfg.Resource(address)
	if r == nil {
		t.Fatalf("there is no %s", address)
	}
	return r.Body
}

// attr returns the attribute at a path such as "origin[0].domain_name".
func attr(t *testing.T, cfg *tf.Config, address, path string) tf.Value {
	t.Helper()
	body := bodyOf(t, cfg, address)
	steps := strings.Split(path, ".")
	for i := range steps[:len(steps)-1] {
		name, _, _ := strings.Cut(steps[i], "[")
		blocks, _ := body.Blocks(name)
		at := strings.Join(steps[:i+1], ".")
		n := slices.IndexFunc(blocks, func(b tf.Block) bool { return b.Path == at })
		if n < 0 {
			t.Fatalf("%s has no block %s", address, at)
		}
		body = blocks[n]
	}
	v := body.Attr(steps[len(steps)-1])
	if v.Path != path {
		t.Errorf("%s: the path of %s is %s", address, path, v.Path)
	}
	return v
}

// show writes a value for comparison: symbols as Terraform interpolates them,
// what is not known with the references that made it.
func show(v tf.Value) string {
	switch text, isText := v.Text(); {
	case v.Absent():
		return "(absent)"
	case v.Unknown():
		parts := []string{"(unknown"}
		for _, s := range v.Refs {
			parts = append(parts, s.String())
		}
		return strings.Join(parts, " ") + ")"
	case isText:
		return text.String()
	}
	items, ok := v.List()
	if !ok {
		return "(object)"
	}
	parts := make([]string, len(items))
	for i, item := range items {
		parts[i] = show(item)
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// want compares attributes, by address and path, with what show writes.
func want(t *testing.T, cfg *tf.Config, attrs map[[2]string]string) {
	t.Helper()
	for at, text := range attrs {
		if got := show(attr(t, cfg, at[0], at[1])); got != text {
			t.Errorf("%s.%s is\n%s, want\n%s", at[0], at[1], got, text)
		}
	}
}

func addresses(cfg *tf.Config) []string {
	var all []string
	for _, r := range cfg.Resources() {
		all = append(all, r.Address)
	}
	slices.Sort(all)
	return all
}

func TestResources(t *testing.T) {
	cfg := load(t, "instances/plan.json")
	r := cfg.Resource(`module.keyed["g.[\"een\"]"].aws_s3_bucket_policy.this`)
	if r == nil || r.Type != "aws_s3_bucket_policy" || r.Name != "this" || r.Data {
		t.Errorf("got %+v", r)
	}
	doc := load(t, "modules/plan.json").Resource("data.aws_iam_policy_document.known")
	if doc == nil || doc.Type != "aws_iam_policy_document" || doc.Name != "known" || !doc.Data {
		t.Errorf("got %+v", doc)
	}
}

// What a partial plan does not list may exist all the same.
func TestPartial(t *testing.T) {
	for name, tc := range map[string]struct {
		plan    string
		partial bool
		message string
	}{
		"errored":             {`{"format_version":"1.2","planned_values":{},"errored":true,"complete":false}`, true, "plan.json: the plan ended in an error: what was not planned is missing"},
		"errored, old format": {`{"format_version":"1.2","planned_values":{},"errored":true}`, true, "plan.json: the plan ended in an error: what was not planned is missing"},
		"incomplete":          {`{"format_version":"1.2","planned_values":{},"complete":false}`, true, "plan.json: the plan is not complete (made with -target, or with deferred changes): what was not planned is missing"},
		"complete":            {`{"format_version":"1.2","planned_values":{},"complete":true,"errored":false}`, false, ""},
		"does not say":        {`{"format_version":"1.1","planned_values":{}}`, false, ""},
		"nothing to do":       {`{"format_version":"1.2","planned_values":{},"complete":true,"applyable":false}`, false, ""},
		"state":               {`{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}`, false, ""},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := parse(t, tc.plan)
			var messages []string
			for _, d := range cfg.Diagnostics.All() {
				messages = append(messages, d.String())
				if d.Severity != tf.DiagWarning {
					t.Errorf("%s is an %s", d, d.Severity)
				}
			}
			if got := strings.Join(messages, "\n"); cfg.Partial != tc.partial || got != tc.message {
				t.Errorf("partial %v, diagnostics %q", cfg.Partial, got)
			}
		})
	}
}

func TestPartialPlans(t *testing.T) {
	planned := []string{"aws_cloudfront_origin_access_control.planned"}
	for _, name := range []string{"partial/errored.json", "partial/target.json"} {
		cfg := load(t, name)
		if diff := cmp.Diff(planned, addresses(cfg)); diff != "" || !cfg.Partial {
			t.Errorf("%s: partial %v, resources (-want +got):\n%s", name, cfg.Partial, diff)
		}
	}
}
