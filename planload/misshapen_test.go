package planload_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// Real plans with some value of another shape in the place of one of theirs:
// fuzzing seldom gets past the syntax of JSON. Nothing is known of the result
// but that it can be read, or is refused.
func TestMisshapen(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("%v: %v", files, err)
	}
	shapes := []string{`null`, `true`, `false`, `""`, `1`, `[]`, `[null]`, `[true]`, `{}`, `{"a":true}`, `["module.m.o","each.value","a.b[0].c"]`}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		random := rand.New(rand.NewSource(1))
		for range 25 {
			shape := shapes[random.Intn(len(shapes))]
			document, value := decode(t, data), decode(t, []byte(shape))
			at := replaceSome(document, random, value)
			t.Run(fmt.Sprintf("%s%s=%s", file, at, shape), func(t *testing.T) {
				mutant, err := json.Marshal(document)
				if err != nil {
					t.Fatal(err)
				}
				if cfg, err := planload.Load("plan.json", bytes.NewReader(mutant)); err == nil {
					readConfig(cfg, document)
				}
			})
		}
	}
}

func decode(t *testing.T, data []byte) (v any) {
	t.Helper()
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// replaceSome puts a value in a random place of what is nested, and returns
// where.
func replaceSome(v any, random *rand.Rand, shape any) (at string) {
	stop := random.Intn(8) == 0
	switch v := v.(type) {
	case []any:
		i := random.Intn(len(v))
		at = fmt.Sprintf("[%d]", i)
		if !stop && nested(v[i]) {
			return at + replaceSome(v[i], random, shape)
		}
		v[i] = shape
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v))
		key := keys[random.Intn(len(keys))]
		at = "." + key
		if !stop && nested(v[key]) {
			return at + replaceSome(v[key], random, shape)
		}
		v[key] = shape
	}
	return at
}

func nested(v any) bool {
	switch v := v.(type) {
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return false
}

// What is wrong in the configuration is found when it is asked for. Nothing is
// then taken to be written or not.
func TestMisshapenConfiguration(t *testing.T) {
	for name, expressions := range map[string]string{
		"block":      `[]`,
		"expression": `{"x":5}`,
		"references": `{"x":{"references":"a.b"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			cfg := parse(t, `{"format_version":"1.2","resource_changes":[{"address":"test_thing.it","mode":"managed","type":"test_thing","name":"it","change":{"actions":["create"],"after":{},"after_unknown":{"x":true}}}],
				"configuration":{"root_module":{"resources":[{"address":"test_thing.it","expressions":`+expressions+`}]}}}`)
			if got := show(attr(t, cfg, it, "x")); got != "(unknown)" {
				t.Errorf("got %s", got)
			}
			all := cfg.Diagnostics.All()
			const want = "plan.json: this is not the JSON of `terraform show -json`: its configuration has something else where expressions are expected"
			if len(all) != 1 || all[0].String() != want || all[0].Severity != tf.DiagError {
				t.Errorf("got %v", all)
			}
		})
	}
}
