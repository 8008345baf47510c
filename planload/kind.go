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
	TerraformVersion json.RawMessage `json:"terraform_version"`
	Configuration    json.RawMessage `json:"configuration"`
	PlannedValues    json.RawMessage `json:"planned_values"`
	ResourceChanges  json.RawMessage `json:"resource_changes"`
	PriorState       json.RawMessage `json:"prior_state"`
	Values           json.RawMessage `json:"values"`
	// Version, Serial and Lineage are of the file that Terraform stores.
	Version json.RawMessage `json:"version"`
	Serial  json.RawMessage `json:"serial"`
	Lineage json.RawMessage `json:"lineage"`
	// Level begins the messages of `terraform plan -json`.
	Level json.RawMessage `json:"@level"`
	// ProviderSchemas is of `terraform providers schema -json`.
	ProviderSchemas json.RawMessage `json:"provider_schemas"`
}

// checkKind refuses what is no plan or state of a known format, each with the
// way to get one.
func checkKind(name string, data []byte) error {
	var k kind
	// A stream of messages is more than one document: look at the first.
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&k); err == nil && k.Level != nil {
		return fmt.Errorf("%s: these are the messages of `terraform plan -json`: run `terraform plan -out=tfplan` and `terraform show -json tfplan > %[1]s` instead", name)
	}
	if err := json.Unmarshal(data, &k); err != nil {
		return jsonError(name, data, err)
	}
	switch {
	case k.Serial != nil || k.Lineage != nil || k.Version != nil && k.FormatVersion == nil:
		return fmt.Errorf("%s: this is a state as Terraform stores it: run `terraform show -json > state.json` in its directory and give that file", name)
	case k.FormatVersion == nil || k.ProviderSchemas != nil || !k.planOrState():
		return fmt.Errorf("%s: this is neither a plan nor a state: give the output of `terraform show -json`", name)
	}
	return checkVersion(name, k.FormatVersion)
}

// planOrState reports whether there is what only these have. An empty state
// has nothing but the versions.
func (k *kind) planOrState() bool {
	for _, part := range []json.RawMessage{k.Configuration, k.PlannedValues, k.ResourceChanges, k.PriorState, k.Values} {
		if part != nil {
			return true
		}
	}
	return k.TerraformVersion != nil || string(k.FormatVersion) == `"1.0"`
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
