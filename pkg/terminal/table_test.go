package terminal

import "testing"

func TestFit(t *testing.T) {
	const table = "ID   STATE NOW   TITLE\na    new         short   \nbcd  solved      one that is much too long for it to stand in one line\n"
	const header = "ID   STATE NOW   TITLE\na    new         short\n"
	for _, test := range []struct {
		live    bool
		columns int
		want    string
	}{
		{false, 40, table},
		{true, 20, table}, // no terminal is so narrow that it could be read
		{true, 40, header + "bcd  solved      one that is much too\n                 long for it to stand in\n                 one line\n"},
		{true, 60, header + "bcd  solved      one that is much too long for it to stand\n                 in one line\n"},
		{true, 80, header + "bcd  solved      one that is much too long for it to stand in one line\n"},
	} {
		if got := (&Terminal{live: test.live, columns: test.columns}).Fit(table); got != test.want {
			t.Errorf("live %t, %d columns:\n%s", test.live, test.columns, got)
		}
	}
	const wide = "A NAME THAT IS LONG   ANOTHER   TITLE\nx                     y         many words of which no four fit\n"
	if got := (&Terminal{live: true, columns: 44}).Fit(wide); got != "A NAME THAT IS LONG   ANOTHER\n    TITLE\nx                     y\n    many words of which no four fit\n" {
		t.Errorf("too little room:\n%s", got)
	}
	if got := (&Terminal{live: true, columns: 40}).Fit("ONE\na line of one column that is longer than the terminal\n"); got != "ONE\na line of one column that is longer than the terminal\n" {
		t.Errorf("one column:\n%s", got)
	}
}

func TestEntry(t *testing.T) {
	const text = "Give the next hint, one that fits what is failing now"
	for shows, want := range map[bool]string{
		false: "  hint   Give the next hint, one that fits what is failing now\n",
		true:  "  hint   Give the next hint, one that\n         fits what is failing now\n",
	} {
		if got := (&Terminal{shows: shows, Width: 40}).Entry("hint", 6, text); got != want {
			t.Errorf("shows %t: %q", shows, got)
		}
	}
}

func TestItem(t *testing.T) {
	const text = "Customers get the page of the shop through its Service"
	for shows, want := range map[bool]string{
		false: "✓ Customers get the page of the shop through its Service\n",
		true:  "\x1b[32m✓\x1b[0m Customers get the page of the shop\n  through its Service\n",
	} {
		terminal := &Terminal{shows: shows, colour: shows, Width: 40}
		if got := terminal.Item(terminal.Sign(Good), text); got != want {
			t.Errorf("shows %t: %q", shows, got)
		}
	}
}
