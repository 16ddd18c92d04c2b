// The life of a load balancer with google.golang.org/api/compute/v1.
package main

import (
	"context"
	"errors"
	"os"
	"reflect"
	"strings"

	"gcepool.invalid/clients/steps"
	compute "google.golang.org/api/compute/v1"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/option"
)

const (
	project = "shop"
	zone    = "us-central1-a"
)

var (
	step  = steps.Step
	check = steps.Check
)

func main() {
	api := steps.Must(compute.NewService(context.Background(), option.WithEndpoint(os.Getenv("GCE_ENDPOINT")+"/compute/v1/")))

	// A mutation is over when its operation is.
	done := func(operation *compute.Operation, err error) {
		check(err == nil, err)
		for operation.Status != "DONE" {
			if operation.Zone == "" {
				operation = steps.Must(api.GlobalOperations.Wait(project, operation.Name).Do())
			} else {
				operation = steps.Must(api.ZoneOperations.Wait(project, zone, operation.Name).Do())
			}
		}
		check(operation.Error == nil, operation.Error)
	}

	step("network and firewall", func() {
		done(api.Networks.Insert(project, &compute.Network{Name: "lb", AutoCreateSubnetworks: true}).Do())
		done(api.Firewalls.Insert(project, &compute.Firewall{
			Name:         "probes",
			Network:      "global/networks/lb",
			Allowed:      []*compute.FirewallAllowed{{IPProtocol: "tcp", Ports: []string{"8080"}}},
			SourceRanges: []string{"130.211.0.0/22"},
		}).Do())
		firewall := steps.Must(api.Firewalls.Get(project, "probes").Do())
		check(firewall.Priority == 1000 && firewall.Direction == "INGRESS", firewall)
	})

	step("instance template", func() {
		image := "projects/debian-cloud/global/images/family/debian-12"
		done(api.InstanceTemplates.Insert(project, &compute.InstanceTemplate{Name: "web", Properties: &compute.InstanceProperties{
			MachineType:       "e2-small",
			Disks:             []*compute.AttachedDisk{{Boot: true, InitializeParams: &compute.AttachedDiskInitializeParams{SourceImage: image}}},
			NetworkInterfaces: []*compute.NetworkInterface{{Network: "global/networks/lb"}},
		}}).Do())
	})

	step("two instances from it", func() {
		template := "projects/" + project + "/global/instanceTemplates/web"
		for _, name := range []string{"web-1", "web-2"} {
			done(api.Instances.Insert(project, zone, &compute.Instance{Name: name}).SourceInstanceTemplate(template).Do())
			instance := steps.Must(api.Instances.Get(project, zone, name).Do())
			check(instance.Status == "RUNNING" && instance.Id > 0, instance)
		}
	})

	step("instance group with a named port and members", func() {
		done(api.InstanceGroups.Insert(project, zone, &compute.InstanceGroup{Name: "web", Network: "global/networks/lb"}).Do())
		group := steps.Must(api.InstanceGroups.Get(project, zone, "web").Do())
		done(api.InstanceGroups.SetNamedPorts(project, zone, "web", &compute.InstanceGroupsSetNamedPortsRequest{
			NamedPorts:  []*compute.NamedPort{{Name: "http", Port: 8080}},
			Fingerprint: group.Fingerprint,
		}).Do())
		members := []*compute.InstanceReference{{Instance: "zones/" + zone + "/instances/web-1"}, {Instance: "zones/" + zone + "/instances/web-2"}}
		done(api.InstanceGroups.AddInstances(project, zone, "web", &compute.InstanceGroupsAddInstancesRequest{Instances: members}).Do())
		listed := steps.Must(api.InstanceGroups.ListInstances(project, zone, "web", &compute.InstanceGroupsListInstancesRequest{}).Do())
		check(len(listed.Items) == 2, listed.Items)
	})

	step("health check and backend service", func() {
		done(api.HealthChecks.Insert(project, &compute.HealthCheck{
			Name: "alive", Type: "HTTP", HttpHealthCheck: &compute.HTTPHealthCheck{Port: 8080},
		}).Do())
		done(api.BackendServices.Insert(project, &compute.BackendService{
			Name:         "web",
			PortName:     "http",
			HealthChecks: []string{"global/healthChecks/alive"},
			Backends:     []*compute.Backend{{Group: "zones/" + zone + "/instanceGroups/web"}},
		}).Do())
	})

	step("URL map, target proxy, address, forwarding rule", func() {
		done(api.UrlMaps.Insert(project, &compute.UrlMap{Name: "web", DefaultService: "global/backendServices/web"}).Do())
		done(api.TargetHttpProxies.Insert(project, &compute.TargetHttpProxy{Name: "web", UrlMap: "global/urlMaps/web"}).Do())
		done(api.GlobalAddresses.Insert(project, &compute.Address{Name: "web"}).Do())
		address := steps.Must(api.GlobalAddresses.Get(project, "web").Do()).Address
		done(api.GlobalForwardingRules.Insert(project, &compute.ForwardingRule{
			Name: "web", Target: "global/targetHttpProxies/web", IPAddress: address, PortRange: "80",
		}).Do())
		rule := steps.Must(api.GlobalForwardingRules.Get(project, "web").Do())
		check(rule.IPAddress == address && rule.PortRange == "80-80", rule)
		check(steps.Must(api.GlobalAddresses.Get(project, "web").Do()).Status == "IN_USE")
	})

	step("lists: whole, filtered, in pages, of all zones", func() {
		pages := func(call *compute.InstancesListCall) (found [][]string) {
			err := call.Pages(context.Background(), func(page *compute.InstanceList) error {
				names := []string{}
				for _, instance := range page.Items {
					names = append(names, instance.Name)
				}
				found = append(found, names)
				return nil
			})
			check(err == nil, err)
			return found
		}
		list := func() *compute.InstancesListCall { return api.Instances.List(project, zone) }
		check(reflect.DeepEqual(pages(list()), [][]string{{"web-1", "web-2"}}))
		check(reflect.DeepEqual(pages(list().Filter("name = web-2")), [][]string{{"web-2"}}))
		check(reflect.DeepEqual(pages(list().MaxResults(1)), [][]string{{"web-1"}, {"web-2"}}))
		scopes := steps.Must(api.Instances.AggregatedList(project).Do()).Items
		check(len(scopes["zones/"+zone].Instances) == 2, scopes)
	})

	// The error of a refused request.
	refused := func(err error, status int, words string) {
		var refusal *googleapi.Error
		check(errors.As(err, &refusal) && refusal.Code == status && strings.Contains(refusal.Message, words), err)
	}

	step("patch with the fingerprint, and with a stale one", func() {
		fingerprint := steps.Must(api.BackendServices.Get(project, "web").Do()).Fingerprint
		patch := func(seconds int64) (*compute.Operation, error) {
			service := &compute.BackendService{TimeoutSec: seconds, Fingerprint: fingerprint}
			return api.BackendServices.Patch(project, "web", service).Do()
		}
		done(patch(7))
		check(steps.Must(api.BackendServices.Get(project, "web").Do()).TimeoutSec == 7)
		_, err := patch(8)
		refused(err, 412, "ingerprint")
	})

	step("health of both members", func() {
		group := &compute.ResourceGroupReference{Group: "projects/" + project + "/zones/" + zone + "/instanceGroups/web"}
		health := steps.Must(api.BackendServices.GetHealth(project, "web", group).Do()).HealthStatus
		check(len(health) == 2, health)
		for _, one := range health {
			check(one.HealthState == "HEALTHY" || one.HealthState == "UNKNOWN", one)
		}
	})

	step("refusals: in use, not there", func() {
		_, err := api.HealthChecks.Delete(project, "alive").Do()
		refused(err, 400, "already being used by")
		_, err = api.BackendServices.Get(project, "none").Do()
		refused(err, 404, "was not found")
	})

	step("delete all of it", func() {
		done(api.GlobalForwardingRules.Delete(project, "web").Do())
		done(api.GlobalAddresses.Delete(project, "web").Do())
		done(api.TargetHttpProxies.Delete(project, "web").Do())
		done(api.UrlMaps.Delete(project, "web").Do())
		done(api.BackendServices.Delete(project, "web").Do())
		done(api.HealthChecks.Delete(project, "alive").Do())
		done(api.InstanceGroups.Delete(project, zone, "web").Do())
		done(api.Instances.Delete(project, zone, "web-1").Do())
		done(api.Instances.Delete(project, zone, "web-2").Do())
		done(api.InstanceTemplates.Delete(project, "web").Do())
		done(api.Firewalls.Delete(project, "probes").Do())
		done(api.Networks.Delete(project, "lb").Do())
		check(len(steps.Must(api.Instances.List(project, zone).Do()).Items) == 0)
		check(len(steps.Must(api.BackendServices.List(project).Do()).Items) == 0)
	})

	steps.End()
}
