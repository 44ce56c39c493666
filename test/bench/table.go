package main

import (
	"fmt"
	"slices"
	"strings"
)

// heading begins a table.
func heading(columns ...string) {
	fmt.Printf("| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
}

// row prints a figure's median and range.
func row(name, format string, values ...float64) { rowWithAim(name, format, 0, values...) }

// rowWithAim prints also whether the median is below the aim, if that is not 0.
func rowWithAim(name, format string, aim float64, values ...float64) {
	fmt.Println(line(name, format, aim, values))
}

func line(name, format string, aim float64, values []float64) string {
	cell := func(v float64) string { return fmt.Sprintf(format, v) }
	from, to, verdict := "", "", ""
	if len(values) > 1 {
		from, to = cell(slices.Min(values)), cell(slices.Max(values))
	}
	if aim != 0 {
		verdict = fmt.Sprintf("%g: kept", aim)
		if median(values) > aim {
			verdict = fmt.Sprintf("%g: missed", aim)
		}
	}
	return fmt.Sprintf("| %s | %s | %s | %s | %s |", name, cell(median(values)), from, to, verdict)
}

// median is the middle of some values, the upper one of two; 0 if there are none.
func median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(values))[len(values)/2]
}

// stepsTable shows where the time of a start goes.
func stepsTable(clusters ...*cluster) {
	fmt.Print("\nWhere the time of `up` goes: what each step took after the one before it, s, median.\n\n")
	columns := []string{"step"}
	var steps []string
	for _, c := range clusters {
		columns = append(columns, c.title)
		steps = merge(steps, c.stepOrder)
	}
	heading(columns...)
	for _, s := range steps {
		cells := []string{s}
		for _, c := range clusters {
			cells = append(cells, cellOf("%.2f", c.steps[s]))
		}
		fmt.Printf("| %s |\n", strings.Join(cells, " | "))
	}
}

// componentsTable shows what each component takes, all nodes together.
func componentsTable(clusters ...*cluster) {
	fmt.Printf("\nWhat each component takes on all nodes together: processor time until the end of `up`, s,\n"+
		"median; when idle, proportional memory, MiB, and processor, %% of one core; processor time\n"+
		"while %d pods start, s.\n\n", crowdSize)
	columns := []string{"component"}
	var names []string
	for _, c := range clusters {
		for _, what := range []string{"up, s", "idle, MiB", "idle, %", "pods, s"} {
			columns = append(columns, c.title+": "+what)
		}
		for name := range c.use {
			names = append(names, name)
		}
	}
	heading(columns...)
	slices.Sort(names)
	for _, name := range append(slices.Compact(names), everything) {
		cells := []string{name}
		for _, c := range clusters {
			u := c.use[name]
			if name == everything {
				u = c.total()
			}
			if u == nil {
				u = &use{}
			}
			cells = append(cells, cellOf("%.2f", u.start), cellOf("%.0f", u.memory), cellOf("%.2f", u.cpu), cellOf("%.1f", u.crowd))
		}
		fmt.Printf("| %s |\n", strings.Join(cells, " | "))
	}
}

func cellOf(format string, values []float64) string {
	if len(values) == 0 {
		return ""
	}
	return fmt.Sprintf(format, median(values))
}

// merge adds to a list what it lacks of another, each behind what it follows there.
func merge(list, other []string) []string {
	list = slices.Clone(list)
	at := 0
	for _, s := range other {
		if i := slices.Index(list, s); i >= 0 {
			at = i + 1
			continue
		}
		list = slices.Insert(list, at, s)
		at++
	}
	return list
}
