package tf

// cached returns a body that evaluates each attribute and each block type of
// another once, when it is first asked for. Its values do not change. Those that
// are secret are kept.
func cached(b Body, k keeper) Body {
	if _, already := b.(*cachedBody); already || b == nil {
		return b
	}
	return &cachedBody{body: b, keep: k}
}

type cachedBody struct {
	body   Body
	keep   keeper
	attrs  map[string]*Value
	blocks map[string]blockList
}

type blockList struct {
	blocks   []Block
	complete bool
}

// Attr implements Body.
func (c *cachedBody) Attr(name string) Value {
	if v, ok := c.attrs[name]; ok {
		return *v
	}
	v := c.keep.kept(c.body.Attr(name))
	if c.attrs == nil {
		c.attrs = make(map[string]*Value)
	}
	c.attrs[name] = &v
	return v
}

// Blocks implements Body.
func (c *cachedBody) Blocks(name string) (blocks []Block, complete bool) {
	l, ok := c.blocks[name]
	if !ok {
		l.blocks, l.complete = c.body.Blocks(name)
		for i := range l.blocks {
			l.blocks[i].Body = cached(l.blocks[i].Body, c.keep)
		}
		if c.blocks == nil {
			c.blocks = make(map[string]blockList)
		}
		c.blocks[name] = l
	}
	return l.blocks, l.complete
}
