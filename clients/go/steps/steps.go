// Package steps is how the programs report: as the Test Anything Protocol has it.
package steps

import (
	"fmt"
	"os"
	"strings"
)

var failed bool

// Step runs one step of the program; it fails by Must and Check.
func Step(title string, work func()) {
	defer func() {
		if why := recover(); why != nil {
			failed = true
			fmt.Printf("not ok - %s\n# %s\n", title, strings.ReplaceAll(fmt.Sprint(why), "\n", "\n# "))
			return
		}
		fmt.Printf("ok - %s\n", title)
	}()
	work()
}

// End ends the program, well if every step passed.
func End() {
	if failed {
		os.Exit(1)
	}
}

// Must gives back what a call gave, or fails the step.
func Must[T any](value T, err error) T {
	Check(err == nil, err)
	return value
}

// Check fails the step unless something holds.
func Check(holds bool, found ...any) {
	if !holds {
		panic(fmt.Sprint(found...))
	}
}
