package fix

import (
	"strings"
	"testing"
)

func TestLastStatement(t *testing.T) {
	for text, want := range map[string]string{
		`{"Statement": [{"a": 1}]}`:                                 `{"Statement": [{"a": 1}`,
		`{"Statement": [{"a": 1}, {"b": [1, {}]} ]}`:                `{"Statement": [{"a": 1}, {"b": [1, {}]}`,
		`{"Id": "Statement", "Statement" : [ {"a": "]}${x["}"]}"}]`: `{"Id": "Statement", "Statement" : [ {"a": "]}${x["}"]}"}`,
		`{"Statement": [{"a": "\"]"}]}`:                             `{"Statement": [{"a": "\"]"}`,
		`{"Statement": {"a": 1}}`:                                   "",
		`{"Statement": []}`:                                         "",
		`{"Statement": [%{ for x in y }{"a": 1}%{ endfor }]}`:       "",
		`{"Statement": [${x}]}`:                                     "",
		`{"Other": {"Statement": [{"a": 1}]}}`:                      "",
		`{"Statement": [{"a": 1}`:                                   "",
		`{"Statement`:                                               "",
		`{`:                                                         "",
	} {
		end, ok := lastStatement(text, 0)
		if got := text[:end]; ok != (want != "") || ok && got != want {
			t.Errorf("%s: got %q, %v", text, got, ok)
		}
	}
}

func FuzzLastStatement(f *testing.F) {
	f.Add(`{"Statement": [{"a": "${x["}"]}"}]}`)
	f.Add(`{"Statement": [{"a": "\"]"}, {}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		end, ok := lastStatement(text, 0)
		if ok && (end <= 0 || end > len(text) || !strings.ContainsAny(text[end-1:end], "}]")) {
			t.Errorf("%q: %d", text, end)
		}
	})
}
