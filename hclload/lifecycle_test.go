package hclload_test

import "testing"

// What Terraform is told to leave as it is may have been changed by anybody.
func TestIgnoredChanges(t *testing.T) {
	checkSpecs(t, []spec{
		{
			name: "of attributes and blocks",
			files: `
resource "test" "t" {
  a = 1
  b = 2
  rule { id = 3 }
  origin {
    id   = 4
    path = "/"
  }
  lifecycle { ignore_changes = [a, none, rule, origin[0].path, tags["x"]] }
}
`,
			want: `
test.t a = unknown
test.t b = 2
test.t none = unknown
test.t rule[] = 1 or more
test.t origin[] = 1
test.t origin[0].id = 4
test.t origin[0].path = unknown
`,
		},
		{
			name: "of everything",
			files: `
resource "test" "t" {
  a = 1
  rule { id = 3 }
  lifecycle { ignore_changes = all }
}
`,
			want: `
test.t a = unknown
test.t rule[] = 1 or more
`,
		},
		{
			name: "as in Terraform 0.11",
			files: `
resource "test" "t" {
  a = 1
  b = 2
  lifecycle { ignore_changes = ["a"] }
}
`,
			want: `
test.t a = unknown
test.t b = 2
`,
		},
	})
}
