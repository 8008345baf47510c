package planload

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"
	tfjson "github.com/hashicorp/terraform-json"
)

// A file holds the parts of a plan or state that matter here. The rest of a
// plan repeats them, and is passed over. Values and expressions stay text until
// they are asked for: those of most resources never are.
type file struct {
	kind
	Variables       map[string]*variable `json:"variables"`
	ResourceChanges []*resourceChange    `json:"resource_changes"`
	PriorState      *priorState          `json:"prior_state"`
	Config          *configuration       `json:"configuration"`
	Complete        *bool                `json:"complete"`
	Errored         bool                 `json:"errored"`
	// Values are those of a state, which has no prior state.
	Values *stateValues `json:"values"`
}

// A variable is one of the root module.
type variable struct {
	Value raw `json:"value"`
}

// A priorState is the state within a plan; its own format version is that of
// states.
type priorState struct {
	Values *stateValues `json:"values"`
}

// A resourceChange is like a tfjson.ResourceChange.
type resourceChange struct {
	Address      string              `json:"address"`
	Mode         tfjson.ResourceMode `json:"mode"`
	Type         string              `json:"type"`
	Name         string              `json:"name"`
	ProviderName string              `json:"provider_name"`
	DeposedKey   string              `json:"deposed"`
	Change       *change             `json:"change"`
}

// A change is like a tfjson.Change.
type change struct {
	Actions         tfjson.Actions `json:"actions"`
	Before          raw            `json:"before"`
	After           raw            `json:"after"`
	AfterUnknown    raw            `json:"after_unknown"`
	BeforeSensitive raw            `json:"before_sensitive"`
	AfterSensitive  raw            `json:"after_sensitive"`
}

type stateValues struct {
	RootModule *stateModule `json:"root_module"`
}

type stateModule struct {
	Resources    []*stateResource `json:"resources"`
	ChildModules []*stateModule   `json:"child_modules"`
}

// A stateResource is like a tfjson.StateResource.
type stateResource struct {
	Address         string              `json:"address"`
	Mode            tfjson.ResourceMode `json:"mode"`
	Type            string              `json:"type"`
	Name            string              `json:"name"`
	ProviderName    string              `json:"provider_name"`
	DeposedKey      string              `json:"deposed_key"`
	Values          raw                 `json:"values"`
	SensitiveValues raw                 `json:"sensitive_values"`
}

// A configuration is like a tfjson.Config.
type configuration struct {
	ProviderConfigs map[string]*providerConfig `json:"provider_config"`
	RootModule      *configModule              `json:"root_module"`
}

type providerConfig struct {
	ModuleAddress string      `json:"module_address"`
	Expressions   lazy[block] `json:"expressions"`
}

type configModule struct {
	Variables   map[string]*configVariable `json:"variables"`
	Outputs     map[string]*configOutput   `json:"outputs"`
	Resources   []*configResource          `json:"resources"`
	ModuleCalls map[string]*moduleCall     `json:"module_calls"`
}

type configVariable struct {
	Sensitive bool `json:"sensitive"`
}

type configOutput struct {
	Expression lazy[*tfjson.Expression] `json:"expression"`
}

type configResource struct {
	Address           string                   `json:"address"`
	ProviderConfigKey string                   `json:"provider_config_key"`
	Expressions       lazy[block]              `json:"expressions"`
	ForEachExpression lazy[*tfjson.Expression] `json:"for_each_expression"`
}

type moduleCall struct {
	Expressions       lazy[block]              `json:"expressions"`
	ForEachExpression lazy[*tfjson.Expression] `json:"for_each_expression"`
	Module            *configModule            `json:"module"`
}

// UnmarshalJSONFrom implements json.UnmarshalerFrom. It drops what nobody will
// ask for: what there was before, unless Terraform forgets the object, which
// goes on to exist.
func (c *change) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	type plain change
	err := unmarshal(dec, (*plain)(c))
	if c.After.present() || !slices.Contains(c.Actions, tfjson.ActionForget) {
		c.Before, c.BeforeSensitive = nil, nil
	}
	return err
}
