//go:build !unix

package lsp

import "os"

// alive reports whether a process is there.
func alive(process int) bool {
	p, err := os.FindProcess(process) // which fails here for one that is not
	if err != nil {
		return false
	}
	return p.Release() == nil
}
