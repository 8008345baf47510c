package settings

import _ "embed" // for the example

// Example is a file of settings that states nothing: a comment for everything
// that it may state.
//
//go:embed example.hcl
var Example string
