package lint

// A Suppression says why a finding does not count: it is known already. The
// zero value says nothing, and the finding counts.
type Suppression struct {
	By     Suppressor
	Reason string
}

// A Suppressor is what says that a finding is known.
type Suppressor string

// What may say so: a comment in the source, the settings, which exclude the file,
// an entry of a baseline, or a revision that had the finding too.
const (
	ByComment  Suppressor = "comment"
	BySettings Suppressor = "settings"
	ByBaseline Suppressor = "baseline"
	ByRevision Suppressor = "revision"
)
