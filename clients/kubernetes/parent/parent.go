// Package parent ties a server to whoever started it.
package parent

import (
	"io"
	"os"
)

// EndWithIt ends this process when its standard input ends: a server does not outlive whoever started it, however that ends.
func EndWithIt() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}
