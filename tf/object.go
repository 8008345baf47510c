package tf

import (
	"fmt"
)

// ObjectBody returns the body of a block whose content is known as one object
// value: a plan's, or a list of objects given where blocks belong. The values
// take their range, references and sensitivity from like, and their path from
// its path.
func ObjectBody(like Value) Body { return objectBody{like} }

type objectBody struct{ object Value }

func (b objectBody) Attr(name string) Value {
	v := b.object.Field(name)
	v.Path = join(b.object.Path, name)
	return v
}

func (b objectBody) Blocks(name string) (blocks []Block, complete bool) {
	v := b.Attr(name)
	if v.Absent() {
		return nil, true
	}
	if !v.Unknown() && (v.v.Type().IsObjectType() || v.v.Type().IsMapType()) {
		return []Block{{Body: ObjectBody(v), Range: v.Range, Path: v.Path}}, true
	}
	items, ok := v.List()
	for i, item := range items {
		if item.Unknown() || item.Absent() {
			ok = ok && item.Absent()
			continue
		}
		item.Path = fmt.Sprintf("%s[%d]", v.Path, i)
		blocks = append(blocks, Block{Body: ObjectBody(item), Range: item.Range, Path: item.Path})
	}
	return blocks, ok
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}
