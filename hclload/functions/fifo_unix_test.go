//go:build unix

package functions_test

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe would wait forever if a named pipe were opened.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, dir).ReadFile("pipe"); err == nil {
		t.Error("a pipe is read")
	}
}
