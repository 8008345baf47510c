package symbol

import "testing"

func TestTruths(t *testing.T) {
	for _, row := range []struct{ a, b, and, or Truth }{
		{True, True, True, True},
		{True, False, False, True},
		{True, Unknown, Unknown, True},
		{False, False, False, False},
		{False, Unknown, False, Unknown},
		{Unknown, Unknown, Unknown, Unknown},
	} {
		if row.a.And(row.b) != row.and || row.b.And(row.a) != row.and {
			t.Errorf("%v and %v is %v, want %v", row.a, row.b, row.a.And(row.b), row.and)
		}
		if row.a.Or(row.b) != row.or || row.b.Or(row.a) != row.or {
			t.Errorf("%v or %v is %v, want %v", row.a, row.b, row.a.Or(row.b), row.or)
		}
	}
	for truth, opposite := range map[Truth]Truth{True: False, False: True, Unknown: Unknown} {
		if truth.Not() != opposite {
			t.Errorf("not %v is %v", truth, truth.Not())
		}
	}
	if TruthOf(true) != True || TruthOf(false) != False {
		t.Error("a bool has another truth")
	}
	var forgotten Truth
	if forgotten.String() != "unknown" || True.String() != "true" || False.String() != "false" {
		t.Errorf("shown as %v, %v, %v", forgotten, True, False)
	}
}
