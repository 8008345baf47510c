package fix_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/no403/no403/fix"
	"github.com/no403/no403/hclload"
	"github.com/no403/no403/lint/rules"
)

// FuzzMend mends whatever can be read. What comes out can be read too.
func FuzzMend(f *testing.F) {
	for slug := range fix.Kinds() {
		src, err := os.ReadFile(filepath.Join(examples, slug, "bad", "main.tf"))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src)
	}
	dir := f.TempDir()
	main := filepath.Join(dir, "main.tf")
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 10_000 {
			return // the larger, the slower
		}
		root := fix.Root{Dir: dir, Rules: rules.All(), Options: hclload.Options{Overlay: map[string][]byte{main: src}}}
		for _, c := range root.Lint().Mend(true).Changes {
			if _, diags := hclsyntax.ParseConfig(c.After, c.File, hcl.InitialPos); diags.HasErrors() {
				t.Errorf("%s\nbecomes\n%s\n%v", c.Before, c.After, diags)
			}
		}
	})
}
