package planload_test

import (
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/no403/no403/planload"
)

// What is no plan and no state is refused with the way to get one.
func TestRefused(t *testing.T) {
	stored, err := os.ReadFile("testdata/existing/terraform.tfstate")
	if err != nil {
		t.Fatal(err)
	}
	const neither = "p.json: this is neither a plan nor a state: give the output of `terraform show -json`"
	const storedState = "p.json: this is a state as Terraform stores it: run `terraform show -json > state.json` in its directory and give that file"
	const messages = "p.json: these are the messages of `terraform plan -json`: run `terraform plan -out=tfplan` and `terraform show -json tfplan > p.json` instead"
	for name, tc := range map[string]struct{ data, message string }{
		"binary plan":        {"PK\x03\x04\x14\x00", "p.json: this is a binary plan file: run `terraform show -json p.json > plan.out.json` first"},
		"stored state":       {string(stored), storedState},
		"stored empty state": {`{"version":4,"terraform_version":"1.11.4","serial":1,"lineage":"","outputs":{},"resources":[]}`, storedState},
		"messages of a plan": {`{"@level":"info","@message":"Terraform 1.11.4","type":"version"}` + "\n" + `{"@level":"info","type":"planned_change"}` + "\n", messages},
		"one message":        {`{"@level":"info","@message":"Terraform 1.11.4","type":"version"}`, messages},
		"provider schemas":   {`{"format_version":"1.0","provider_schemas":{}}`, neither},
		"outputs":            {`{"domain":{"sensitive":false,"type":"string","value":"d111111abcdef8.cloudfront.net"}}`, neither},
		"empty object":       {`{}`, neither},
		"null":               {`null`, neither},
		"validation":         {`{"format_version":"1.2","valid":true,"error_count":0,"diagnostics":[]}`, neither},
		"next major version": {`{"format_version":"2.0","planned_values":{}}`, `p.json: format version "2.0" is not supported: 0.1 up to 1.x are; a newer version of this program may know it`},
		"no version":         {`{"format_version":"new","planned_values":{}}`, `p.json: format version "new" is not supported: 0.1 up to 1.x are; a newer version of this program may know it`},
		"version as number":  {`{"format_version":1.2,"planned_values":{}}`, "p.json: the format_version is not a string: give the output of `terraform show -json`"},
		"list":               {`[]`, "p.json:1:1: this is not the JSON of `terraform show -json`: all of it is a JSON array"},
		"mistyped":           {`{"format_version":"1.2","resource_changes":{}}`, "p.json:1:44: this is not the JSON of `terraform show -json`: resource_changes is a JSON object"},
		"nested":             {`{"format_version":"1.2","resource_changes":[{"change":{"after":` + strings.Repeat("[", 1000) + strings.Repeat("]", 1000) + `}}]}`, "p.json: this JSON is nested more than 512 levels deep, which no plan or state is"},
		"mistyped deep down": {`{"format_version":"1.2","resource_changes":[{"address":"a.b","change":{"actions":"create"}}]}`, "p.json:1:82: this is not the JSON of `terraform show -json`: resource_changes.0.change.actions is a JSON string"},
		"endless nesting":    {strings.Repeat(`{"a":`, 1_000_000), "p.json:1:50001: this is not valid JSON: exceeded max depth"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := planload.Load("p.json", strings.NewReader(tc.data))
			if err == nil || !strings.HasPrefix(err.Error(), tc.message) {
				t.Errorf("got %v, want %s", err, tc.message)
			}
		})
	}
}

// Broken JSON is reported where it breaks, columns counted in characters.
func TestBrokenJSON(t *testing.T) {
	for data, message := range map[string]string{
		"":                          "p.json:1:1: this JSON ends too early: is the file complete?",
		"Terraform will perform":    "p.json:1:1: this is not valid JSON: invalid character 'T' at start of value",
		`{"format_version":"1.2"`:   "p.json:1:24: this JSON ends too early: is the file complete?",
		"{\n  \"ä\": x\n}":          "p.json:2:8: this is not valid JSON: invalid character 'x' at start of value",
		"{\n\n\"a\": 1,\n}":         "p.json:3:7: this is not valid JSON: invalid character ',' at start of value",
		`{"format_version":"1.2"}}`: "p.json:1:25: this is not valid JSON: invalid character '}' at start of value",
		`{"format_version":"1.2"}7`: "p.json:1:25: this is not valid JSON: there is more than one value",
		"\n{\"resource_changes\":[\n{\"change\":{\"after\":{\n" + strings.Repeat("\"ä\":\n[1,2],\n", 10_000) + "x": "p.json:20004:1: this is not valid JSON: invalid character 'x' at start of string (expecting '\"')",
	} {
		if _, err := planload.Load("p.json", strings.NewReader(data)); err == nil || err.Error() != message {
			t.Errorf("%.100q: got %v, want %s", data, err, message)
		}
	}
}

func TestAccepted(t *testing.T) {
	for name, data := range map[string]string{
		"oldest format":   `{"format_version":"0.1","planned_values":{}}`,
		"later minor":     `{"format_version":"1.99","planned_values":{},"not_known_yet":[1]}`,
		"state":           `{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{}}}`,
		"empty state":     `{"format_version":"1.0"}`,
		"state with null": `{"format_version":"1.0","terraform_version":"1.11.4","values":null}`,
		"nothing planned": `{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{}},"configuration":{"root_module":{}},"complete":true,"errored":false}`,
		"nested":          `{"format_version":"1.2","planned_values":` + strings.Repeat("[", 400) + strings.Repeat("]", 400) + `}`,
		"brackets":        `{"format_version":"1.2","planned_values":{},"timestamp":"` + strings.Repeat(`[{\"`, 1000) + `"}`,
		"holes":           `{"format_version":"1.2","resource_changes":[null,{},{"address":"a.b"},{"address":"a.b","change":{}}],"prior_state":{},"configuration":{},"values":{}}`,
	} {
		if cfg, err := planload.Load("p.json", strings.NewReader(data)); err != nil || len(cfg.Resources()) > 0 {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// Shells of Windows redirect output as UTF-16 or with a byte order mark.
func TestEncodings(t *testing.T) {
	const plan = `{"format_version":"1.2","resource_changes":[{"address":"test_thing.it","mode":"managed","type":"test_thing","name":"it","change":{"actions":["create"],"after":{"a":"日本😀"}}}]}`
	for name, data := range map[string][]byte{
		"UTF-8":           []byte(plan),
		"UTF-8 with mark": []byte("\xef\xbb\xbf" + plan),
		"UTF-16LE":        encodeUTF16(binary.LittleEndian, plan),
		"UTF-16BE":        encodeUTF16(binary.BigEndian, plan),
	} {
		t.Run(name, func(t *testing.T) {
			if !planload.Sniff(data) {
				t.Error("Sniff does not know it")
			}
			if got := show(attr(t, parse(t, string(data)), it, "a")); got != "日本😀" {
				t.Errorf("got %s", got)
			}
		})
	}
}

func encodeUTF16(order binary.AppendByteOrder, text string) []byte {
	var out []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func TestSniff(t *testing.T) {
	for data, yes := range map[string]bool{
		`{"format_version":"1.2"}`:       true,
		"\r\n\t {":                       true,
		"PK\x03\x04":                     true,
		"":                               false,
		"\xff\xfe":                       false,
		`resource "aws_s3_bucket" "b" {`: false,
		"[]":                             false,
	} {
		if got := planload.Sniff([]byte(data)); got != yes {
			t.Errorf("%q: got %v", data, got)
		}
	}
}
