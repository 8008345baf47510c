package main

import (
	"encoding/json"
	"testing"

	yaml "github.com/zclconf/go-cty-yaml"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// parseYAML returns what a document holds, as encoding/json would.
func parseYAML(t *testing.T, text string) any {
	t.Helper()
	typ, err := yaml.ImpliedType([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	value, err := yaml.Unmarshal([]byte(text), typ)
	if err != nil {
		t.Fatal(err)
	}
	encoded, err := ctyjson.Marshal(value, typ)
	if err != nil {
		t.Fatal(err)
	}
	var parsed any
	if err := json.Unmarshal(encoded, &parsed); err != nil {
		t.Fatal(err)
	}
	return parsed
}
