# Settings of no403 for this directory and those below it. Every line is a
# comment: take the mark away from what is to count.
# docs/settings.md in https://github.com/no403/no403 tells more.

# The root modules that "no403 lint" looks at here when no directory is named.
# A star is any part of a name, two stars are any directories.
#roots = ["infra/*", "sites/**"]

# Directories and files that are not looked at.
#exclude = ["**/examples", "infra/legacy"]

# Files with values for variables of the root modules, as with --var-file. Those
# on the command line count for more.
#variables_files = ["common.tfvars"]

# Findings that are known, as "no403 lint --write-baseline FILE" writes them.
#baseline = "no403-baseline.json"

# Requests that must get through: if one is denied, that is an error, even where
# it would be a note otherwise.
#viewers "customers" {
#  countries = ["AT", "CH", "DE"]
#  paths     = ["/", "/shop/*"]
#}

# Denials that are meant, and need no report.
#refused "plain http" {
#  schemes = ["http"]
#  reason  = "browsers have the name on their list of https sites"
#}

# How the findings of a rule count: "off", "note", "warning" or "error".
# "no403 rules" lists the rules.
#rule "missing-key-403" {
#  severity = "off"
#  reason   = "the application answers for missing pages"
#}
