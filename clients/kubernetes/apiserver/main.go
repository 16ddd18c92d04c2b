// Command apiserver is Kubernetes' own API server, which ends with whoever started it.
package main

import (
	"os"

	"gcepool.invalid/kubernetes/parent"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
)

func main() {
	parent.EndWithIt()
	os.Exit(cli.Run(app.NewAPIServerCommand()))
}
