// Package tf is Terraform as the rest of the program sees it: resources with
// attributes that may be absent, unknown or known, each of which remembers
// where it was written. It knows nothing of AWS.
package tf

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/no403/no403/secrets"
	"github.com/no403/no403/symbol"
)

// A Config is everything that was read from one root: a directory of
// Terraform source, a plan or a state. It is for one goroutine at a time.
type Config struct {
	// Diagnostics are what could not be read. They are complete only after
	// everything of interest was evaluated.
	Diagnostics *Diagnostics
	// Sources holds the text of the files that were read, by the name that
	// ranges carry.
	Sources map[string][]byte
	// Secrets are values that must reach no output. They are complete only after
	// everything of interest was evaluated.
	Secrets *secrets.Set
	// Partial tells that resources may exist that are not listed: absence
	// proves nothing (a plan with -target, or one that ended in an error).
	Partial bool
	// Deadline is when whoever asks is to stop, and to take for unknown what was
	// not looked at by then; never, when it is zero.
	Deadline time.Time

	// Again, if not nil, reads the same input anew, as a configuration that another
	// goroutine may evaluate at the same time. It is nil again where that fails.
	Again func() *Config
	// Steps, if not nil, returns how many steps evaluation has taken so far, and how
	// many it may take.
	Steps func() (taken, most int)

	source    Source
	opaque    []OpaqueModule
	askedFor  bool                   // for the opaque modules
	byType    map[string][]*Resource // data sources with "data." in front
	byAddress map[string]*Resource   // of the types in byType
}

// A Source lists what is in a configuration, a part at a time: finding out how
// many instances a block has may take evaluation.
type Source interface {
	// Resources returns the instances of a type, in the order in which they
	// were written; of data sources for a type with "data." in front, and of
	// everything for the empty string. It returns the same ones every time.
	Resources(kind string) []*Resource
	// Opaque returns the module calls whose inside is not at hand.
	Opaque() []OpaqueModule
}

// A FileReader is a Source that can also read the files that its resources name.
type FileReader interface {
	// ReadFile reads a file as the function "file" of the language does: of the
	// same files, by the same paths. shown is the name that ranges carry for it;
	// it is empty when the file lies where no range does.
	ReadFile(name string) (content []byte, shown string, err error)
}

// ReadFile reads a file that a resource names, such as the source of an archive.
// It is an error where only a plan is at hand. See FileReader.
func (c *Config) ReadFile(name string) (content []byte, shown string, err error) {
	files, ok := c.source.(FileReader)
	if !ok {
		return nil, "", errors.New("only the plan is at hand")
	}
	content, shown, err = files.ReadFile(name)
	if err == nil && shown != "" {
		c.Sources[shown] = content
	}
	return content, shown, err
}

// Listed is a Source that lists resources.
type Listed []*Resource

// Resources implements Source.
func (l Listed) Resources(kind string) []*Resource {
	if kind == "" {
		return l
	}
	var some []*Resource
	for _, r := range l {
		if r.key() == kind {
			some = append(some, r)
		}
	}
	return some
}

// Opaque implements Source: there are none.
func (Listed) Opaque() []OpaqueModule { return nil }

// NewConfig returns a configuration of what a source lists. Bodies are
// evaluated once.
func NewConfig(source Source, sources map[string][]byte, diags *Diagnostics) *Config {
	if diags.Secrets == nil {
		diags.Secrets = &secrets.Set{}
	}
	return &Config{
		Sources:     sources,
		Diagnostics: diags,
		Secrets:     diags.Secrets,
		source:      source,
		byType:      make(map[string][]*Resource),
		byAddress:   make(map[string]*Resource),
	}
}

// ofKind returns the resources of a type as a Source lists them.
func (c *Config) ofKind(kind string) []*Resource {
	list, ok := c.byType[kind]
	if ok {
		return list
	}
	list = c.source.Resources(kind)
	for _, r := range list {
		if _, twice := c.byAddress[r.Address]; !twice {
			c.byAddress[r.Address] = r
		}
		r.Body = cached(r.Body, keeper{kind, c.Secrets})
	}
	c.byType[kind] = list
	return list
}

// Resource returns the resource instance or data source with the address, nil
// when there is none.
func (c *Config) Resource(address string) *Resource {
	kind, data := symbol.Symbol{Address: address}.Type()
	if kind == "" {
		return nil
	}
	if data {
		kind = "data." + kind
	}
	c.ofKind(kind)
	return c.byAddress[address]
}

// Resources returns all instances of managed resources and data sources, in
// the order in which they were written.
func (c *Config) Resources() []*Resource { return c.ofKind("") }

// OfType returns the managed resources of a type.
func (c *Config) OfType(resourceType string) []*Resource { return c.ofKind(resourceType) }

// DataOfType returns the data sources of a type.
func (c *Config) DataOfType(resourceType string) []*Resource { return c.ofKind("data." + resourceType) }

// Opaque returns the module calls whose inside is not at hand.
func (c *Config) Opaque() []OpaqueModule {
	if !c.askedFor {
		c.opaque, c.askedFor = c.source.Opaque(), true
	}
	return c.opaque
}

// A Resource is one instance of a managed resource or data source.
type Resource struct {
	// Address has the module path and the instance keys as Terraform writes
	// them: module.cdn["a"].aws_s3_bucket.b[0].
	Address string
	Data    bool
	Type    string
	Name    string
	// Range is the header of the block; zero for a plan without source.
	Range Range
	// Calls are the module calls that lead here, outermost first.
	Calls []Call
	// Maybe tells that the number of instances is not known: this one stands
	// for however many there will be, which may be none.
	Maybe bool
	// Provider is the provider configuration in charge, which many share; nil where
	// none is known. See ProvidedBy.
	Provider *Provider
	Body     Body
}

// A Call is a call of a module.
type Call struct {
	// Address is that of the module instance: module.cdn["eu"].
	Address string
	Range   Range
}

// A Provider is what matters of a provider configuration. What it does not say is
// absent.
// See https://registry.terraform.io/providers/hashicorp/aws/latest/docs.
type Provider struct {
	// Name is the local name with its alias: "aws", "aws.us_east_1".
	Name string
	// Region is the region.
	Region Value
	// AccountIDs is allowed_account_ids, Role the role_arn of the last assume_role
	// block, and Profile the profile of the credentials.
	AccountIDs, Role, Profile Value
}

// ProvidedBy returns the provider configuration in charge, which says nothing where
// none is known.
func (r *Resource) ProvidedBy() Provider {
	if r.Provider == nil {
		return Provider{}
	}
	return *r.Provider
}

func (r *Resource) key() string {
	if r.Data {
		return "data." + r.Type
	}
	return r.Type
}

// ConfigAddress returns the address without instance keys: all instances of
// one block share it.
func (r *Resource) ConfigAddress() string { return WithoutKeys(r.Address) }

// WithoutKeys removes the instance keys from an address.
func WithoutKeys(address string) string {
	var b strings.Builder
	depth, quoted := 0, false
	for i := 0; i < len(address); i++ {
		c := address[i]
		switch {
		case quoted && c == '\\':
			i++
			continue
		case depth > 0 && c == '"':
			quoted = !quoted
		case !quoted && c == '[':
			depth++
			continue
		case !quoted && c == ']':
			depth--
			continue
		}
		if depth == 0 {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// A Body is the content of a resource or of a nested block. Nothing is
// evaluated before it is asked for.
type Body interface {
	// Attr returns an attribute of the block.
	Attr(name string) Value
	// Blocks returns the nested blocks of a type, those of dynamic blocks
	// included. complete is false when there may be more than those, because
	// their number is not known.
	Blocks(name string) (blocks []Block, complete bool)
}

// A Block is a nested block.
type Block struct {
	Body
	// Range is the header of the block.
	Range Range
	// Path is the block's place in its resource: "origin[0]".
	Path string
}

// An OpaqueModule is a call of a module whose source is not at hand.
type OpaqueModule struct {
	Address string
	Range   Range
	// Refs are what its arguments refer to.
	Refs []symbol.Symbol
}

// A Pos is a place in a file; line and column count from 1, columns in
// characters. The zero Pos is no place.
type Pos struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

// A Range is a stretch of a file, the end exclusive. The zero Range is
// nowhere, as in a plan without source.
type Range struct {
	File  string
	Start Pos
	End   Pos
}

// IsZero reports whether the range is nowhere.
func (r Range) IsZero() bool { return r == Range{} }

// Compare orders ranges by file and place.
func (r Range) Compare(o Range) int {
	return cmp.Or(
		strings.Compare(r.File, o.File),
		cmp.Compare(r.Start.Line, o.Start.Line),
		cmp.Compare(r.Start.Column, o.Start.Column),
		cmp.Compare(r.End.Line, o.End.Line),
		cmp.Compare(r.End.Column, o.End.Column),
	)
}

// Anything is the last of the references of a value that has too many to list.
var Anything = symbol.Symbol{Address: "~"}

// SortSymbols sorts and removes repetitions.
func SortSymbols(symbols []symbol.Symbol) []symbol.Symbol {
	slices.SortFunc(symbols, func(a, b symbol.Symbol) int {
		return cmp.Or(strings.Compare(a.Address, b.Address), strings.Compare(a.Attr, b.Attr))
	})
	return slices.Compact(symbols)
}
