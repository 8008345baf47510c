package planload

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf16"

	tfjson "github.com/hashicorp/terraform-json"
	"github.com/no403/no403/jsondepth"
)

// maxSize bounds the files that are read, maxDepth the nesting of their JSON.
const (
	maxSize  = 512 << 20
	maxDepth = 500
)

// A file holds the parts of a plan or state that matter here. The rest of a
// plan repeats them, and is not decoded.
type file struct {
	FormatVersion   string                          `json:"format_version"`
	Variables       map[string]*tfjson.PlanVariable `json:"variables"`
	ResourceChanges []*tfjson.ResourceChange        `json:"resource_changes"`
	PriorState      *priorState                     `json:"prior_state"`
	Config          *tfjson.Config                  `json:"configuration"`
	Complete        *bool                           `json:"complete"`
	Errored         bool                            `json:"errored"`
	// Values are those of a state, which has no prior state.
	Values *tfjson.StateValues `json:"values"`
}

// A priorState is the state within a plan; its own format version is that of
// states.
type priorState struct {
	Values *tfjson.StateValues `json:"values"`
}

// read decodes a file, or says what it is instead of a plan or state.
func read(name string, data []byte) (*file, error) {
	if len(data) > maxSize {
		return nil, fmt.Errorf("%s: this is larger than %d MiB, more than a plan is expected to be", name, maxSize>>20)
	}
	if isArchive(data) {
		return nil, fmt.Errorf("%s: this is a binary plan file: run `terraform show -json %[1]s > plan.out.json` first", name)
	}
	data = decodeText(data)
	if jsondepth.Exceeds(data, maxDepth) {
		return nil, fmt.Errorf("%s: this JSON is nested more than %d levels deep, which no plan or state is", name, maxDepth)
	}
	if err := checkKind(name, data); err != nil {
		return nil, err
	}
	var f file
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&f); err != nil {
		return nil, jsonError(name, data, err)
	}
	return &f, nil
}

func isArchive(data []byte) bool { return bytes.HasPrefix(data, []byte("PK")) }

// decodeText returns data as UTF-8 without a byte order mark: shells of
// Windows redirect output as UTF-16.
func decodeText(data []byte) []byte {
	var order binary.ByteOrder
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		order = binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		order = binary.BigEndian
	default:
		return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	}
	units := make([]uint16, 0, len(data)/2)
	for rest := data[2:]; len(rest) >= 2; rest = rest[2:] {
		units = append(units, order.Uint16(rest))
	}
	return []byte(string(utf16.Decode(units)))
}

// jsonError says where and why data could not be decoded.
func jsonError(name string, data []byte, err error) error {
	var syntax *json.SyntaxError
	var mistyped *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		line, column := position(data, syntax.Offset)
		return fmt.Errorf("%s:%d:%d: this is not valid JSON: %w", name, line, column, err)
	case errors.As(err, &mistyped):
		return fmt.Errorf("%s: this is not the JSON of `terraform show -json`: %s is a JSON %s", name, mistyped.Field, mistyped.Value)
	}
	return fmt.Errorf("%s: this is not the JSON of `terraform show -json`: %w", name, err)
}

// position returns the line and column of the last of the first offset bytes.
func position(data []byte, offset int64) (line, column int) {
	before := data[:max(0, min(int(offset)-1, len(data)))]
	line = 1 + bytes.Count(before, []byte("\n"))
	start := bytes.LastIndexByte(before, '\n') + 1
	return line, 1 + len([]rune(string(before[start:])))
}
