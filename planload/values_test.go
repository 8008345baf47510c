package planload_test

import (
	"fmt"
	"testing"
)

// A resource is how a plan has the resource test_thing.it.
type resource struct {
	after, unknown, sensitive string // JSON; empty for none
	expressions               string // of the configuration; empty for none
}

const it = "test_thing.it"

func (r resource) plan() string {
	or := func(text, empty string) string {
		if text == "" {
			return empty
		}
		return text
	}
	return fmt.Sprintf(`{"format_version":"1.2","resource_changes":[{"address":%[1]q,"mode":"managed","type":"test_thing","name":"it",
		"change":{"actions":["create"],"before":null,"after":%[2]s,"after_unknown":%[3]s,"after_sensitive":%[4]s}}],
		"configuration":{"root_module":{"resources":[{"address":%[1]q,"mode":"managed","type":"test_thing","name":"it","expressions":%[5]s}]}}}`,
		it, or(r.after, "{}"), or(r.unknown, "{}"), or(r.sensitive, "false"), or(r.expressions, "{}"))
}

// A plan tells known, null and unknown apart; what is unknown and not
// configured is left to the provider.
func TestValues(t *testing.T) {
	for name, tc := range map[string]struct {
		resource
		want string
	}{
		"text":                 {resource{after: `{"a":"x"}`}, "x"},
		"empty text":           {resource{after: `{"a":""}`}, ""},
		"number":               {resource{after: `{"a":80}`}, "80"},
		"large number":         {resource{after: `{"a":9007199254740993}`}, "9007199254740993"},
		"fraction":             {resource{after: `{"a":0.1}`}, "0.1"},
		"absurd number":        {resource{after: `{"a":1e999999999}`}, "(unknown)"},
		"bool":                 {resource{after: `{"a":false}`}, "false"},
		"list":                 {resource{after: `{"a":["x","y"]}`, unknown: `{"a":[false,false]}`}, "[x, y]"},
		"empty list":           {resource{after: `{"a":[]}`, unknown: `{"a":[]}`}, "[]"},
		"null":                 {resource{after: `{"a":null}`}, "(absent)"},
		"missing":              {resource{after: `{"b":"x"}`}, "(absent)"},
		"not unknown":          {resource{after: `{}`, unknown: `{"a":false}`}, "(absent)"},
		"left to the provider": {resource{unknown: `{"a":true}`}, "(absent)"},
		"unknown, constant parts only": {
			resource{unknown: `{"a":true}`, expressions: `{"a":{}}`}, "(unknown)",
		},
		"unknown": {
			resource{unknown: `{"a":true}`, expressions: `{"a":{"references":["test_b.b.id","test_b.b","test_a.a.id","test_a.a"]}}`},
			"(unknown test_a.a.id test_b.b.id)",
		},
		"unknown through a local": {
			resource{unknown: `{"a":true}`, expressions: `{"a":{"references":["local.x"]}}`}, "(unknown)",
		},
		"element unknown": {
			resource{after: `{"a":["x",null]}`, unknown: `{"a":[false,true]}`, expressions: `{"a":{"references":["test_b.b.id","test_b.b"]}}`},
			"[x, ${test_b.b.id}]",
		},
		"elements unknown, each made from one": {
			resource{after: `{"a":[null,"x",null]}`, unknown: `{"a":[true,false,true]}`, expressions: `{"a":{"references":["test_b.b.id","test_b.b","test_a.a.id","test_a.a"]}}`},
			"[${test_b.b.id}, x, ${test_a.a.id}]",
		},
		"elements unknown, made from more": {
			resource{after: `{"a":[null]}`, unknown: `{"a":[true]}`, expressions: `{"a":{"references":["test_b.b.id","test_b.b","test_a.a.id","test_a.a"]}}`},
			"[(unknown test_a.a.id test_b.b.id)]",
		},
		"part of an object unknown": {resource{after: `{"a":{"b":"x"}}`, unknown: `{"a":{"c":true}}`}, "(object)"},
		"all of an object unknown":  {resource{unknown: `{"a":{"c":true}}`}, "(unknown)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := show(attr(t, parse(t, tc.plan()), it, "a")); got != tc.want {
				t.Errorf("got %s, want %s", got, tc.want)
			}
		})
	}
}

func TestUnset(t *testing.T) {
	for values, unset := range map[string]bool{`null`: true, `""`: true, `[]`: true, `{}`: true, `"x"`: false, `false`: false, `0`: false, `[""]`: false} {
		if got := attr(t, parse(t, resource{after: `{"a":` + values + `}`}.plan()), it, "a").Unset(); got != unset {
			t.Errorf("%s: got %v", values, got)
		}
	}
	if attr(t, parse(t, resource{unknown: `{"a":true}`, expressions: `{"a":{"references":["var.a"]}}`}.plan()), it, "a").Unset() {
		t.Error("an unknown attribute is taken for unset")
	}
}

func TestFields(t *testing.T) {
	v := attr(t, parse(t, resource{after: `{"a":{"b":"x","d":null}}`, unknown: `{"a":{"c":true,"e":false}}`}.plan()), it, "a")
	for field, text := range map[string]string{"b": "x", "c": "(unknown)", "d": "(absent)", "e": "(absent)"} {
		if got := show(v.Field(field)); got != text {
			t.Errorf("%s is %s, want %s", field, got, text)
		}
	}
}

// Without configuration, as for what is no longer written, nothing tells an
// unknown attribute from what the provider chooses.
func TestWithoutConfiguration(t *testing.T) {
	cfg := parse(t, `{"format_version":"1.2","resource_changes":[{"address":"test_thing.it","mode":"managed","type":"test_thing","name":"it",
		"change":{"actions":["create"],"after":{"b":"x"},"after_unknown":{"a":true}}}]}`)
	want(t, cfg, map[[2]string]string{{it, "a"}: "(unknown)", {it, "b"}: "x"})
}

// Terraform writes sensitive values in clear. The mark of a block or of a
// whole set holds for all that is in it.
func TestSensitive(t *testing.T) {
	const after = `{"a":"hush","set":[{"b":"hush","c":"x"}],"map":{"k":"hush"},"list":["hush","x"],"null":null}`
	for name, tc := range map[string]struct {
		marks string
		want  map[string]bool // by path
	}{
		"none":       {`{}`, map[string]bool{"a": false, "set[0].b": false, "map": false}},
		"attribute":  {`{"a":true}`, map[string]bool{"a": true, "set[0].b": false}},
		"whole set":  {`{"set":true}`, map[string]bool{"a": false, "set[0].b": true, "set[0].c": true}},
		"in a block": {`{"set":[{"b":true}]}`, map[string]bool{"set[0].b": true, "set[0].c": false}},
		"in a map":   {`{"map":{"k":true}}`, map[string]bool{"map": true, "list": false}},
		"in a list":  {`{"list":[true,false]}`, map[string]bool{"list": true, "map": false}},
		"null":       {`{"null":true}`, map[string]bool{"null": true}},
		"everything": {`true`, map[string]bool{"a": true, "set[0].c": true, "map": true}},
		"nothing":    {`false`, map[string]bool{"a": false, "set[0].c": false}},
	} {
		t.Run(name, func(t *testing.T) {
			cfg := parse(t, resource{after: after, sensitive: tc.marks}.plan())
			for path, sensitive := range tc.want {
				if got := attr(t, cfg, it, path).Sensitive; got != sensitive {
					t.Errorf("%s: sensitive is %v", path, got)
				}
			}
		})
	}
}

func TestSensitiveVariable(t *testing.T) {
	const logs = "module.site.aws_s3_bucket.logs"
	tags := attr(t, load(t, "modules/plan.json"), logs, "tags")
	if got := show(tags.Field("token")); got != "hush" || !tags.Sensitive {
		t.Errorf("got %s, sensitive %v", got, tags.Sensitive)
	}
	if shown := tags.Field("token").Show(); shown != "(sensitive)" {
		t.Errorf("people get to see %s", shown)
	}
}

// A sensitive value makes the document sensitive that it is in, and whatever
// the document is given to.
func TestSensitiveDocument(t *testing.T) {
	cfg := load(t, "documents/plan.json")
	for _, at := range [][2]string{
		{"data.aws_iam_policy_document.counted[1]", "json"}, {"aws_s3_bucket_policy.counted", "policy"},
	} {
		if v := attr(t, cfg, at[0], at[1]); !v.Sensitive {
			t.Errorf("%s.%s is not sensitive", at[0], at[1])
		}
	}
	if v := attr(t, cfg, "aws_s3_bucket_policy.site", "policy"); v.Sensitive {
		t.Error("the policy without secrets is sensitive")
	}
}
