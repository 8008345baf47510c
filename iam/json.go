package iam

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/no403/no403/symbol"
)

// quoteBare puts quotes around the tokens that stand outside of strings, as
// "Resource": ${jsonencode(var.arns)} leaves them in a template, and tells
// whether there were any.
func quoteBare(document string) (quoted string, found bool) {
	var b strings.Builder
	inString := false
	for _, part := range symbol.Parse(document).Parts() {
		if part.Symbol == nil {
			b.WriteString(part.Literal)
			inString = endsInString(part.Literal, inString)
			continue
		}
		token := symbol.Token(*part.Symbol, 0)
		if !inString {
			found = true
			token = `"` + token + `"`
		}
		b.WriteString(token)
	}
	return b.String(), found
}

// endsInString follows the quotes of a piece of JSON.
func endsInString(piece string, inString bool) bool {
	for i := 0; i < len(piece); i++ {
		switch {
		case piece[i] == '"':
			inString = !inString
		case piece[i] == '\\' && inString:
			i++
		}
	}
	return inString
}

// checkJSON says where the document stops being JSON, in terms of what people
// see of it.
func checkJSON(document string) error {
	var raw json.RawMessage
	err := json.Unmarshal([]byte(document), &raw)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		read := min(int(syntax.Offset), len(document))
		offset := len(symbol.Strip(document[:read]))
		return fmt.Errorf("policy is not valid JSON at offset %d: %s", offset, symbol.Strip(syntax.Error()))
	}
	return err
}

// A member is one entry of a JSON object.
type member struct {
	key   string
	value json.RawMessage
}

// membersOf reads an object in the order of the document, so that the same
// document always gets the same answers and messages. The last of several
// members with one key wins.
func membersOf(raw json.RawMessage) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return nil, errors.New("must be an object")
	}
	var members []member
	index := make(map[string]int)
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		m := member{key: fmt.Sprint(token)}
		if err := d.Decode(&m.value); err != nil {
			return nil, err
		}
		if i, again := index[m.key]; again {
			members[i] = m
			continue
		}
		index[m.key] = len(members)
		members = append(members, m)
	}
	return members, nil
}

// elements reads an object whose keys are the given names. An element that is
// null is absent.
func (p parser) elements(raw json.RawMessage, names ...string) (map[string]json.RawMessage, error) {
	members, err := membersOf(raw)
	if err != nil {
		return nil, err
	}
	elements := make(map[string]json.RawMessage, len(members))
	for _, m := range members {
		i := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, m.key) })
		if i < 0 {
			return nil, fmt.Errorf("unknown element %q: the elements are %s", symbol.Strip(m.key), strings.Join(names, ", "))
		}
		if !isNull(m.value) {
			elements[names[i]] = m.value
		}
	}
	return elements, nil
}

// open reads an object, or a symbol in place of one: then the only member is
// the symbol, without a value.
func (p parser) open(raw json.RawMessage) ([]member, error) {
	if raw == nil {
		return []member{{}}, nil
	}
	if t, err := p.one(raw); err == nil {
		if _, literal := t.Literal(); !literal {
			return []member{{key: t.Key()}}, nil
		}
	}
	return membersOf(raw)
}

// one reads a string.
func (p parser) one(raw json.RawMessage) (symbol.Text, error) {
	var s string
	if isNull(raw) || json.Unmarshal(raw, &s) != nil {
		return symbol.Text{}, errors.New("must be a string")
	}
	return p.text(s), nil
}

// texts reads a string or a list of strings.
func (p parser) texts(raw json.RawMessage) ([]symbol.Text, error) {
	var texts []symbol.Text
	for _, item := range listOf(raw) {
		t, err := p.one(item)
		if err != nil {
			return nil, errors.New("must be a string or a list of strings")
		}
		texts = append(texts, t)
	}
	return texts, nil
}

// values reads what a condition key is compared with: strings, booleans and
// numbers, or a list of them.
func (p parser) values(raw json.RawMessage) ([]symbol.Text, error) {
	if raw == nil {
		return nil, nil
	}
	var texts []symbol.Text
	for _, item := range listOf(raw) {
		t, err := p.one(item)
		if err != nil {
			if isNull(item) || item[0] == '{' || item[0] == '[' {
				return nil, errors.New("must be a string, a boolean, a number or a list of these")
			}
			t = symbol.Literal(string(item))
		}
		texts = append(texts, t)
	}
	return texts, nil
}

// listOf returns the items of a list, or the one value that stands for a list
// of itself.
func listOf(raw json.RawMessage) []json.RawMessage {
	raw = bytes.TrimSpace(raw)
	if !bytes.HasPrefix(raw, []byte("[")) {
		return []json.RawMessage{raw}
	}
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) != nil {
		return []json.RawMessage{raw}
	}
	return list
}

func isNull(raw json.RawMessage) bool { return string(bytes.TrimSpace(raw)) == "null" }
