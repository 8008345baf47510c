// Package inputs makes what is measured: roots of Terraform source, repositories
// of them, and plans.
package inputs

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// source is a root with one site, and with one service that has nothing to do
// with CloudFront. Each has half of the resources that a file gets.
//
//go:embed source
var source embed.FS

const (
	// half is how many resources and data sources site.tf has, and service.tf.
	half = 10
	// mistaken is how often a site has a policy that does not let CloudFront
	// read: every so many sites, the first one excepted.
	mistaken = 10
)

// Root writes a root module with a number of resources and data sources, a
// multiple of ten: 20 in each file, of which half belong to a site that
// CloudFront serves, and half to a service that nobody here asks about. The
// calls of a module come on top. Most sites work; one of ten does not.
func Root(dir string, resources int) error {
	if err := shared(dir); err != nil {
		return err
	}
	main, err := source.ReadFile("source/main.tf")
	if err != nil {
		return err
	}
	if err := write(dir, "main.tf", string(main)); err != nil {
		return err
	}
	for n := 0; n*2*half < resources; n++ {
		parts := []string{"source/site.tf", "source/service.tf"}
		if resources-n*2*half <= half {
			parts = parts[:1]
		}
		if err := site(dir, n, parts); err != nil {
			return err
		}
	}
	return nil
}

// Repository writes a number of roots of 20 resources each below dir.
func Repository(dir string, roots int) error {
	for n := range roots {
		if err := Root(filepath.Join(dir, fmt.Sprintf("services/s%03d", n)), 2*half); err != nil {
			return err
		}
	}
	return nil
}

// site writes the file of a site with its service.
func site(dir string, n int, parts []string) error {
	name := fmt.Sprintf("site_%04d", n)
	var text strings.Builder
	for _, part := range parts {
		one, err := source.ReadFile(part)
		if err != nil {
			return err
		}
		text.WriteString(strings.ReplaceAll(string(one), "NAME", name))
	}
	whole := text.String()
	if n%mistaken == mistaken-1 {
		whole = strings.Replace(whole, `"s3:GetObject"`, `"s3:PutObject"`, 1)
	}
	return write(dir, name+".tf", whole)
}

// shared writes the module that services call.
func shared(dir string) error {
	return fs.WalkDir(source, "source/modules", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := source.ReadFile(name)
		if err != nil {
			return err
		}
		return write(dir, strings.TrimPrefix(name, "source/"), string(text))
	})
}

// write writes a file below dir.
func write(dir, name, text string) error {
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(path.Dir(name))), 0o750); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(text), 0o600)
}
