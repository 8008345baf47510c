package inputs

import (
	"bufio"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
)

// planned is one site of a plan that Terraform wrote for many: an update of the
// tags of everything, with drift.
//
//go:embed plan.json
var planned []byte

// parts are the elements of planned, each as Terraform writes it.
type parts struct {
	PlannedValues   []json.RawMessage `json:"planned_values"`
	ResourceDrift   []json.RawMessage `json:"resource_drift"`
	ResourceChanges []json.RawMessage `json:"resource_changes"`
	PriorState      []json.RawMessage `json:"prior_state"`
	Configuration   []json.RawMessage `json:"configuration"`
}

// marks are what differs between sites.
const (
	mark   = "00024"
	markID = "E7MD5I11QSCRDO"
)

// PlanFile writes a plan of about a number of megabytes.
func PlanFile(file string, megabytes float64) error {
	var one strings.Builder
	if err := Plan(&one, 1); err != nil {
		return err
	}
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	err = Plan(f, max(1, int(megabytes*1e6)/one.Len()))
	return cmp.Or(err, f.Close())
}

// Plan writes a plan with a number of sites.
func Plan(w io.Writer, sites int) error {
	var p parts
	if err := json.Unmarshal(planned, &p); err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	list := func(elements []json.RawMessage) {
		var one strings.Builder
		for i, e := range elements {
			if i > 0 {
				one.WriteByte(',')
			}
			one.Write(compact(e))
		}
		for n := range sites {
			if n > 0 {
				_ = out.WriteByte(',') // Flush returns the first error
			}
			_, _ = strings.NewReplacer(mark, fmt.Sprintf("%05d", n), markID, fmt.Sprintf("E%013d", n)).WriteString(out, one.String())
		}
	}
	for _, section := range []struct {
		before   string
		elements []json.RawMessage
	}{
		{`{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[`, p.PlannedValues},
		{`]}},"resource_drift":[`, p.ResourceDrift},
		{`],"resource_changes":[`, p.ResourceChanges},
		{`],"prior_state":{"format_version":"1.0","terraform_version":"1.11.4","values":{"root_module":{"resources":[`, p.PriorState},
		{`]}}},"configuration":{"provider_config":{"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws"}},"root_module":{"resources":[`, p.Configuration},
	} {
		_, _ = out.WriteString(section.before)
		list(section.elements)
	}
	_, _ = out.WriteString(`]}},"timestamp":"2026-01-01T00:00:00Z","applyable":true,"complete":true,"errored":false}` + "\n")
	return out.Flush()
}

// compact drops the white space, of which Terraform writes none.
func compact(e json.RawMessage) []byte {
	text, err := json.Marshal(e)
	if err != nil {
		panic(err) // it was decoded before
	}
	return text
}
