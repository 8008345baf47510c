package planload_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/no403/no403/planload"
	"github.com/no403/no403/tf"
)

// FuzzLoad reads whatever a file holds, and then every attribute and block of
// every resource under every name that the file has anywhere. Fuzz it with
// -fuzzminimizetime 1x: Go spends a minute on making each large input smaller.
func FuzzLoad(f *testing.F) {
	files, err := filepath.Glob("testdata/*/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("%v: %v", files, err)
	}
	for _, file := range append(files, "testdata/existing/terraform.tfstate") {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, data := range []string{
		"", "PK\x03\x04", "\xff\xfe{\x00}\x00", `{"@level":"info"}`, `{"format_version":"1.2","planned_values":{}}`,
		// An attribute that refers to itself, and a module that gets what it
		// puts out.
		`{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"after":{},"after_unknown":{"c":true}}}],"configuration":{"root_module":{"resources":[{"address":"a.b","expressions":{"c":{"references":["a.b.c","a.b"]}}}]}}}`,
		`{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"after":{},"after_unknown":{"c":true}}}],"configuration":{"root_module":{"resources":[{"address":"a.b","expressions":{"c":{"references":["module.m.o","module.m"]}}}],"module_calls":{"m":{"expressions":{"v":{"references":["module.m.o"]}},"module":{"outputs":{"o":{"expression":{"references":["var.v"]}}}}}}}}}`,
	} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		planload.Sniff(data)
		cfg, err := planload.Load("plan.json", bytes.NewReader(data))
		if err != nil {
			return
		}
		var document any
		if json.Unmarshal(data, &document) == nil { // it may be in another encoding
			readConfig(cfg, document)
		}
	})
}

// readConfig reads all that the names of a document lead to.
func readConfig(cfg *tf.Config, document any) {
	cfg.Diagnostics.All()
	names := make(map[string]bool)
	collectNames(document, names)
	for _, r := range cfg.Resources() {
		r.Provider.Region.Show()
		readAll(r.Body, slices.Sorted(maps.Keys(names)))
	}
}

// collectNames adds the names of all members of objects.
func collectNames(v any, names map[string]bool) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collectNames(e, names)
		}
	case map[string]any:
		for name, e := range v {
			names[name] = true
			collectNames(e, names)
		}
	}
}

func readAll(b tf.Body, names []string) {
	for _, name := range names {
		v := b.Attr(name)
		v.Show()
		v.Texts()
		v.Field(name)
		blocks, _ := b.Blocks(name)
		for _, block := range blocks {
			readAll(block.Body, names)
		}
	}
}
