// Command etcd is etcd itself, which ends with whoever started it.
package main

import (
	"os"

	"gcepool.invalid/kubernetes/parent"
	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	parent.EndWithIt()
	etcdmain.Main(os.Args)
}
