package planload

import (
	stdjson "encoding/json"
	"fmt"

	"github.com/go-json-experiment/json/jsontext"
	tfjson "github.com/hashicorp/terraform-json"
)

// A kind holds what tells the JSON files of Terraform apart.
type kind struct {
	FormatVersion    raw     `json:"format_version"`
	TerraformVersion present `json:"terraform_version"`
	PlannedValues    present `json:"planned_values"`
	// Version, Serial and Lineage are of the file that Terraform stores.
	Version present `json:"version"`
	Serial  present `json:"serial"`
	Lineage present `json:"lineage"`
	// Level begins the messages of `terraform plan -json`.
	Level present `json:"@level"`
	// ProviderSchemas is of `terraform providers schema -json`.
	ProviderSchemas present `json:"provider_schemas"`
}

// present tells that a member is there, whatever it is.
type present bool

// UnmarshalJSONFrom implements json.UnmarshalerFrom.
func (p *present) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*p = true
	return dec.SkipValue()
}

// check refuses what is no plan or state of a known format, each with the way
// to get one. The file was read up to err, which is returned if nothing better can
// be said.
func (f *file) check(name string, err error) error {
	switch {
	case bool(f.Level):
		return fmt.Errorf("%s: these are the messages of `terraform plan -json`: run `terraform plan -out=tfplan` and `terraform show -json tfplan > %[1]s` instead", name)
	case f.FormatVersion != nil && !bool(f.ProviderSchemas):
		if refused := checkVersion(name, f.FormatVersion); refused != nil {
			return refused
		}
	}
	if err != nil {
		return err
	}
	switch {
	case bool(f.Serial || f.Lineage || f.Version && f.FormatVersion == nil):
		return fmt.Errorf("%s: this is a state as Terraform stores it: run `terraform show -json > state.json` in its directory and give that file", name)
	case f.FormatVersion == nil || bool(f.ProviderSchemas) || !f.planOrState():
		return fmt.Errorf("%s: this is neither a plan nor a state: give the output of `terraform show -json`", name)
	}
	return nil
}

// planOrState reports whether there is what only these have. An empty state
// has nothing but the versions.
func (f *file) planOrState() bool {
	return bool(f.PlannedValues || f.TerraformVersion) ||
		f.Config != nil || f.ResourceChanges != nil || f.PriorState != nil || f.Values != nil ||
		string(f.FormatVersion) == `"1.0"`
}

// checkVersion refuses the formats of other major versions. A minor version
// only adds to the format.
func checkVersion(name string, raw raw) error {
	var version string
	if err := stdjson.Unmarshal(raw, &version); err != nil {
		return fmt.Errorf("%s: the format_version is not a string: give the output of `terraform show -json`", name)
	}
	if err := (&tfjson.Plan{FormatVersion: version}).Validate(); err != nil {
		return fmt.Errorf("%s: format version %q is not supported: 0.1 up to 1.x are; a newer version of this program may know it", name, version)
	}
	return nil
}
