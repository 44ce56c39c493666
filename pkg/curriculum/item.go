package curriculum

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Item is one thing that can be learned.
type Item struct {
	// ID is level, kind and slug, such as l1/indicator/pod-lifecycle.
	ID string
	// Text is the item in the curriculum's words.
	Text  string
	Level int
}

// Slug is the last part of the id.
func (i Item) Slug() string { return i.ID[strings.LastIndex(i.ID, "/")+1:] }

// Items are all of them, level by level: skills, then indicators, then
// projects, each in the order of their ids.
func (c *Curriculum) Items() []Item {
	var all []Item
	for _, level := range c.Levels {
		for _, of := range []struct {
			kind  string
			items map[string]string
		}{{"skill", level.Skills}, {"indicator", level.Indicators}, {"project", level.Projects}} {
			for _, slug := range slices.Sorted(maps.Keys(of.items)) {
				all = append(all, Item{ID: fmt.Sprintf("l%d/%s/%s", level.Number, of.kind, slug), Text: of.items[slug], Level: level.Number})
			}
		}
	}
	return all
}

// Find are the items that words mean: the one with that id, or else those with
// that slug, or else those that have each of the words in their id or text.
// Letters may be large or small.
func (c *Curriculum) Find(words string) []Item {
	words = strings.ToLower(strings.Join(strings.Fields(words), " "))
	if words == "" {
		return nil
	}
	all := c.Items()
	for _, means := range []func(Item) bool{
		func(i Item) bool { return i.ID == words },
		func(i Item) bool { return i.Slug() == words || i.Slug() == strings.ReplaceAll(words, " ", "-") },
		func(i Item) bool {
			said := strings.ToLower(i.ID + " " + i.Text)
			return !slices.ContainsFunc(strings.Fields(words), func(word string) bool { return !strings.Contains(said, word) })
		},
	} {
		if found := slices.DeleteFunc(slices.Clone(all), func(i Item) bool { return !means(i) }); len(found) > 0 {
			return found
		}
	}
	return nil
}

// Words are the ids, the slugs and the words of the texts that are long enough to
// be looked for, each once, for what is mistyped.
func (c *Curriculum) Words() []string {
	seen := map[string]bool{}
	for _, item := range c.Items() {
		seen[item.ID], seen[item.Slug()] = true, true
		for _, word := range strings.FieldsFunc(strings.ToLower(item.Text), func(r rune) bool { return r == ' ' || r == ',' || r == '(' || r == ')' }) {
			if len(word) > 3 {
				seen[word] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
