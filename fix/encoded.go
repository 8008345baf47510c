package fix

import (
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// A written policy is an object that is encoded as JSON.
type written struct {
	file   *file
	object *hclsyntax.ObjectConsExpr
	own    scope
}

func (w written) scope() scope { return w.own }

func (w written) add(g grant) []edit {
	g = g.named(w.file.source(w.object.SrcRange))
	switch statements := item(w.object, "Statement").(type) {
	case *hclsyntax.TupleConsExpr:
		text := g.object(w.style(), "")
		return w.file.addElements(statements, text)
	case *hclsyntax.ObjectConsExpr:
		r := statements.SrcRange
		return append(w.file.insert(r.Start.Byte, "["), w.file.insert(r.End.Byte, ", "+g.object(w.style(), "")+"]")...)
	}
	return nil
}

// style returns how the object is written: with keys in quotes, with colons, with
// commas.
func (w written) style() writing {
	items := w.object.Items
	key, value := items[0].KeyExpr.Range(), items[0].ValueExpr.Range()
	style := asObject
	style.quotes = strings.HasPrefix(w.file.source(key), `"`)
	if strings.Contains(string(w.file.text[key.End.Byte:value.Start.Byte]), ":") {
		style.equals = " : "
	}
	if len(items) > 1 && strings.HasPrefix(strings.TrimSpace(string(w.file.text[value.End.Byte:items[1].KeyExpr.Range().Start.Byte])), ",") {
		style.comma = ","
	}
	return style
}

func (w written) correct(index int, g grant) []edit {
	statements, ok := item(w.object, "Statement").(*hclsyntax.TupleConsExpr)
	if !ok || index >= len(statements.Exprs) {
		return nil
	}
	statement, ok := statements.Exprs[index].(*hclsyntax.ObjectConsExpr)
	if !ok {
		return nil
	}
	if edits := w.widen(statement, g); len(edits) > 0 {
		return edits
	}
	condition, ok := item(statement, "Condition").(*hclsyntax.ObjectConsExpr)
	if !ok || g.source == "" {
		return nil
	}
	for _, operator := range condition.Items {
		keys, ok := operator.ValueExpr.(*hclsyntax.ObjectConsExpr)
		if !ok {
			continue
		}
		for _, pair := range keys.Items {
			if strings.EqualFold(strings.Trim(w.file.source(pair.KeyExpr.Range()), `"`), "AWS:SourceArn") {
				return alsoFrom(w.file, pair.ValueExpr, g.source)
			}
		}
	}
	return nil
}

// widen makes a statement that allows the same on the bucket allow it on the
// objects in it.
func (w written) widen(statement *hclsyntax.ObjectConsExpr, g grant) []edit {
	resource, action := item(statement, "Resource"), item(statement, "Action")
	if resource == nil || action == nil || len(g.actions) != 1 {
		return nil
	}
	if allowed, ok := plainString(action); !ok || allowed != g.actions[0] {
		return nil
	}
	if "${"+w.file.source(resource.Range())+"}/*" != g.of {
		return nil
	}
	return w.file.replace(resource.Range(), `"`+g.of+`"`)
}
