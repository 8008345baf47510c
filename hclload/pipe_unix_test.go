//go:build unix

package hclload_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/no403/no403/hclload"
)

// A named pipe waits for its other end: it must not be opened.
func TestPipes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, `
-- main.tf --
module "m" { source = "example/m/aws" }
resource "test" "t" { a = file("pipe") }
`)
	t.Chdir(dir)
	if err := os.MkdirAll(".terraform/modules", 0o750); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pipe.tf", "pipe", "terraform.tfvars", "a.auto.tfvars", ".terraform/environment", ".terraform/modules/modules.json"} {
		if err := syscall.Mkfifo(filepath.FromSlash(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	checkFacts(t, hclload.Load(".", hclload.Options{}), `
test.t a = unknown
! a.auto.tfvars: is not a regular file: remove it or lint another directory
! main.tf:1:1: module "m" is not installed: run terraform init, its resources are not seen
! main.tf:2:27: error in function call: Call to function "file" failed: pipe is not a regular file.
! pipe.tf: is not a regular file: remove it or lint another directory
`)
}
