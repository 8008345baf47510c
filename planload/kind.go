package planload

import (
	"bytes"
	"encoding/json"
	"fmt"

	tfjson "github.com/hashicorp/terraform-json"
)

// A kind holds what tells the JSON files of Terraform apart.
type kind struct {
	FormatVersion    json.RawMessage `json:"format_version"`
	TerraformVersion present         `json:"terraform_version"`
	Configuration    present         `json:"configuration"`
	PlannedValues    present         `json:"planned_values"`
	ResourceChanges  present         `json:"resource_changes"`
	PriorState       present         `json:"prior_state"`
	Values           present         `json:"values"`
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

// UnmarshalJSON implements json.Unmarshaler.
func (p *present) UnmarshalJSON([]byte) error {
	*p = true
	return nil
}

// checkKind refuses what is no plan or state of a known format, each with the
// way to get one.
func checkKind(name string, data []byte) error {
	var k kind
	err := json.Unmarshal(data, &k)
	if err != nil {
		// A stream of messages is more than one document: look at the first.
		_ = json.NewDecoder(bytes.NewReader(data)).Decode(&k)
	}
	switch {
	case bool(k.Level):
		return fmt.Errorf("%s: these are the messages of `terraform plan -json`: run `terraform plan -out=tfplan` and `terraform show -json tfplan > %[1]s` instead", name)
	case err != nil:
		return jsonError(name, data, err)
	case bool(k.Serial || k.Lineage || k.Version && k.FormatVersion == nil):
		return fmt.Errorf("%s: this is a state as Terraform stores it: run `terraform show -json > state.json` in its directory and give that file", name)
	case k.FormatVersion == nil || bool(k.ProviderSchemas) || !k.planOrState():
		return fmt.Errorf("%s: this is neither a plan nor a state: give the output of `terraform show -json`", name)
	}
	return checkVersion(name, k.FormatVersion)
}

// planOrState reports whether there is what only these have. An empty state
// has nothing but the versions.
func (k *kind) planOrState() bool {
	return bool(k.Configuration || k.PlannedValues || k.ResourceChanges || k.PriorState || k.Values || k.TerraformVersion) ||
		string(k.FormatVersion) == `"1.0"`
}

// checkVersion refuses the formats of other major versions. A minor version
// only adds to the format.
func checkVersion(name string, raw json.RawMessage) error {
	var version string
	if err := json.Unmarshal(raw, &version); err != nil {
		return fmt.Errorf("%s: the format_version is not a string: give the output of `terraform show -json`", name)
	}
	if err := (&tfjson.Plan{FormatVersion: version}).Validate(); err != nil {
		return fmt.Errorf("%s: format version %q is not supported: 0.1 up to 1.x are; a newer version of this program may know it", name, version)
	}
	return nil
}
