package lsp_test

import (
	"runtime"
	"strings"
	"testing"
)

// Ten thousand edits, of which every twentieth is linted, leave no more behind
// than the first thousand do.
func TestMemory(t *testing.T) {
	files := example(t, "testdata/rules/alias-missing/bad")
	c := start(t, files)
	c.open("main.tf", 1, files["main.tf"])
	version := 1
	edit := func(times int) (heap uint64, goroutines int) {
		for range times {
			version++
			c.change("main.tf", version, strings.Repeat("#", version%100)+"\n"+files["main.tf"])
			if version%20 == 0 {
				c.save("main.tf")
				c.diagnostics("main.tf", version)
				c.seen = nil
			}
		}
		runtime.GC()
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc, runtime.NumGoroutine()
	}
	heap, goroutines := edit(1000)
	later, more := edit(9000)
	// What belongs to the 450 lints between would be many times that.
	if later > heap+4<<20 {
		t.Errorf("after 1,000 edits there are %d kB, after 10,000 %d kB", heap>>10, later>>10)
	}
	if more > goroutines+10 {
		t.Errorf("after 1,000 edits there are %d goroutines, after 10,000 %d", goroutines, more)
	}
}
