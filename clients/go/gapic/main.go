// The life of a load balancer with cloud.google.com/go/compute/apiv1.
package main

import (
	"context"
	"errors"
	"os"
	"reflect"
	"strings"

	compute "cloud.google.com/go/compute/apiv1"
	pb "cloud.google.com/go/compute/apiv1/computepb"
	"gcepool.invalid/clients/steps"
	"google.golang.org/api/googleapi"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
)

const (
	project = "shop"
	zone    = "us-central1-a"
)

var (
	step  = steps.Step
	check = steps.Check
	ctx   = context.Background()
)

// A mutation is over when its operation is.
func done(operation *compute.Operation, err error) {
	check(err == nil, err)
	check(operation.Wait(ctx) == nil, "the operation failed")
}

func connect[T any](connect func(context.Context, ...option.ClientOption) (T, error)) T {
	return steps.Must(connect(ctx, option.WithEndpoint(os.Getenv("GCE_ENDPOINT"))))
}

func refused(err error, status int, words string) {
	var refusal *googleapi.Error
	check(errors.As(err, &refusal) && refusal.Code == status && strings.Contains(refusal.Message, words), err)
}

func p[T any](value T) *T { return &value }

func main() {
	networks := connect(compute.NewNetworksRESTClient)
	firewalls := connect(compute.NewFirewallsRESTClient)
	templates := connect(compute.NewInstanceTemplatesRESTClient)
	instances := connect(compute.NewInstancesRESTClient)
	groups := connect(compute.NewInstanceGroupsRESTClient)
	healthChecks := connect(compute.NewHealthChecksRESTClient)
	services := connect(compute.NewBackendServicesRESTClient)
	urlMaps := connect(compute.NewUrlMapsRESTClient)
	proxies := connect(compute.NewTargetHttpProxiesRESTClient)
	addresses := connect(compute.NewGlobalAddressesRESTClient)
	rules := connect(compute.NewGlobalForwardingRulesRESTClient)

	step("network and firewall", func() {
		network := &pb.Network{Name: p("lb"), AutoCreateSubnetworks: p(true)}
		done(networks.Insert(ctx, &pb.InsertNetworkRequest{Project: project, NetworkResource: network}))
		firewall := &pb.Firewall{
			Name:         p("probes"),
			Network:      p("global/networks/lb"),
			Allowed:      []*pb.Allowed{{IPProtocol: p("tcp"), Ports: []string{"8080"}}},
			SourceRanges: []string{"130.211.0.0/22"},
		}
		done(firewalls.Insert(ctx, &pb.InsertFirewallRequest{Project: project, FirewallResource: firewall}))
		stored := steps.Must(firewalls.Get(ctx, &pb.GetFirewallRequest{Project: project, Firewall: "probes"}))
		check(stored.GetPriority() == 1000 && stored.GetDirection() == "INGRESS", stored)
	})

	step("instance template", func() {
		image := &pb.AttachedDiskInitializeParams{SourceImage: p("projects/debian-cloud/global/images/family/debian-12")}
		template := &pb.InstanceTemplate{Name: p("web"), Properties: &pb.InstanceProperties{
			MachineType:       p("e2-small"),
			Disks:             []*pb.AttachedDisk{{Boot: p(true), InitializeParams: image}},
			NetworkInterfaces: []*pb.NetworkInterface{{Network: p("global/networks/lb")}},
		}}
		done(templates.Insert(ctx, &pb.InsertInstanceTemplateRequest{Project: project, InstanceTemplateResource: template}))
	})

	step("two instances from it", func() {
		for _, name := range []string{"web-1", "web-2"} {
			done(instances.Insert(ctx, &pb.InsertInstanceRequest{
				Project:                project,
				Zone:                   zone,
				SourceInstanceTemplate: p("projects/" + project + "/global/instanceTemplates/web"),
				InstanceResource:       &pb.Instance{Name: p(name)},
			}))
			stored := steps.Must(instances.Get(ctx, &pb.GetInstanceRequest{Project: project, Zone: zone, Instance: name}))
			check(stored.GetStatus() == "RUNNING" && stored.GetId() > 0, stored)
		}
	})

	step("instance group with a named port and members", func() {
		group := &pb.InstanceGroup{Name: p("web"), Network: p("global/networks/lb")}
		done(groups.Insert(ctx, &pb.InsertInstanceGroupRequest{Project: project, Zone: zone, InstanceGroupResource: group}))
		stored := steps.Must(groups.Get(ctx, &pb.GetInstanceGroupRequest{Project: project, Zone: zone, InstanceGroup: "web"}))
		done(groups.SetNamedPorts(ctx, &pb.SetNamedPortsInstanceGroupRequest{
			Project: project, Zone: zone, InstanceGroup: "web",
			InstanceGroupsSetNamedPortsRequestResource: &pb.InstanceGroupsSetNamedPortsRequest{
				NamedPorts:  []*pb.NamedPort{{Name: p("http"), Port: p(int32(8080))}},
				Fingerprint: stored.Fingerprint,
			},
		}))
		done(groups.AddInstances(ctx, &pb.AddInstancesInstanceGroupRequest{
			Project: project, Zone: zone, InstanceGroup: "web",
			InstanceGroupsAddInstancesRequestResource: &pb.InstanceGroupsAddInstancesRequest{Instances: []*pb.InstanceReference{
				{Instance: p("zones/" + zone + "/instances/web-1")},
				{Instance: p("zones/" + zone + "/instances/web-2")},
			}},
		}))
		members := groups.ListInstances(ctx, &pb.ListInstancesInstanceGroupsRequest{
			Project: project, Zone: zone, InstanceGroup: "web",
			InstanceGroupsListInstancesRequestResource: &pb.InstanceGroupsListInstancesRequest{},
		})
		steps.Must(members.Next())
		steps.Must(members.Next())
		_, err := members.Next()
		check(err == iterator.Done, err)
	})

	step("health check and backend service", func() {
		healthCheck := &pb.HealthCheck{Name: p("alive"), Type: p("HTTP"), HttpHealthCheck: &pb.HTTPHealthCheck{Port: p(int32(8080))}}
		done(healthChecks.Insert(ctx, &pb.InsertHealthCheckRequest{Project: project, HealthCheckResource: healthCheck}))
		service := &pb.BackendService{
			Name:         p("web"),
			PortName:     p("http"),
			HealthChecks: []string{"global/healthChecks/alive"},
			Backends:     []*pb.Backend{{Group: p("zones/" + zone + "/instanceGroups/web")}},
		}
		done(services.Insert(ctx, &pb.InsertBackendServiceRequest{Project: project, BackendServiceResource: service}))
	})

	step("URL map, target proxy, address, forwarding rule", func() {
		urlMap := &pb.UrlMap{Name: p("web"), DefaultService: p("global/backendServices/web")}
		done(urlMaps.Insert(ctx, &pb.InsertUrlMapRequest{Project: project, UrlMapResource: urlMap}))
		proxy := &pb.TargetHttpProxy{Name: p("web"), UrlMap: p("global/urlMaps/web")}
		done(proxies.Insert(ctx, &pb.InsertTargetHttpProxyRequest{Project: project, TargetHttpProxyResource: proxy}))
		done(addresses.Insert(ctx, &pb.InsertGlobalAddressRequest{Project: project, AddressResource: &pb.Address{Name: p("web")}}))
		address := steps.Must(addresses.Get(ctx, &pb.GetGlobalAddressRequest{Project: project, Address: "web"})).Address
		rule := &pb.ForwardingRule{Name: p("web"), Target: p("global/targetHttpProxies/web"), IPAddress: address, PortRange: p("80")}
		done(rules.Insert(ctx, &pb.InsertGlobalForwardingRuleRequest{Project: project, ForwardingRuleResource: rule}))
		stored := steps.Must(rules.Get(ctx, &pb.GetGlobalForwardingRuleRequest{Project: project, ForwardingRule: "web"}))
		check(stored.GetIPAddress() == *address && stored.GetPortRange() == "80-80", stored)
		taken := steps.Must(addresses.Get(ctx, &pb.GetGlobalAddressRequest{Project: project, Address: "web"}))
		check(taken.GetStatus() == "IN_USE", taken)
	})

	step("lists: whole, filtered, in pages, of all zones", func() {
		names := func(request *pb.ListInstancesRequest) (found []string) {
			request.Project, request.Zone = project, zone
			for instance, err := range instances.List(ctx, request).All() {
				found = append(found, steps.Must(instance, err).GetName())
			}
			return found
		}
		both := []string{"web-1", "web-2"}
		check(reflect.DeepEqual(names(&pb.ListInstancesRequest{}), both))
		check(reflect.DeepEqual(names(&pb.ListInstancesRequest{Filter: p("name = web-2")}), []string{"web-2"}))
		check(reflect.DeepEqual(names(&pb.ListInstancesRequest{MaxResults: p(uint32(1))}), both))
		found := []string{}
		for scope, err := range instances.AggregatedList(ctx, &pb.AggregatedListInstancesRequest{Project: project}).All() {
			check(err == nil, err)
			for _, instance := range scope.Value.Instances {
				found = append(found, scope.Key+"/"+instance.GetName())
			}
		}
		check(reflect.DeepEqual(found, []string{"zones/" + zone + "/web-1", "zones/" + zone + "/web-2"}), found)
	})

	step("patch with the fingerprint, and with a stale one", func() {
		get := &pb.GetBackendServiceRequest{Project: project, BackendService: "web"}
		fingerprint := steps.Must(services.Get(ctx, get)).Fingerprint
		patch := func(seconds int32) (*compute.Operation, error) {
			service := &pb.BackendService{TimeoutSec: p(seconds), Fingerprint: fingerprint}
			return services.Patch(ctx, &pb.PatchBackendServiceRequest{Project: project, BackendService: "web", BackendServiceResource: service})
		}
		done(patch(7))
		check(steps.Must(services.Get(ctx, get)).GetTimeoutSec() == 7)
		_, err := patch(8)
		refused(err, 412, "ingerprint")
	})

	step("health of both members", func() {
		group := &pb.ResourceGroupReference{Group: p("projects/" + project + "/zones/" + zone + "/instanceGroups/web")}
		health := steps.Must(services.GetHealth(ctx, &pb.GetHealthBackendServiceRequest{
			Project: project, BackendService: "web", ResourceGroupReferenceResource: group,
		})).HealthStatus
		check(len(health) == 2, health)
		for _, one := range health {
			check(one.GetHealthState() == "HEALTHY" || one.GetHealthState() == "UNKNOWN", one)
		}
	})

	step("refusals: in use, not there", func() {
		_, err := healthChecks.Delete(ctx, &pb.DeleteHealthCheckRequest{Project: project, HealthCheck: "alive"})
		refused(err, 400, "already being used by")
		_, err = services.Get(ctx, &pb.GetBackendServiceRequest{Project: project, BackendService: "none"})
		refused(err, 404, "was not found")
	})

	step("delete all of it", func() {
		done(rules.Delete(ctx, &pb.DeleteGlobalForwardingRuleRequest{Project: project, ForwardingRule: "web"}))
		done(addresses.Delete(ctx, &pb.DeleteGlobalAddressRequest{Project: project, Address: "web"}))
		done(proxies.Delete(ctx, &pb.DeleteTargetHttpProxyRequest{Project: project, TargetHttpProxy: "web"}))
		done(urlMaps.Delete(ctx, &pb.DeleteUrlMapRequest{Project: project, UrlMap: "web"}))
		done(services.Delete(ctx, &pb.DeleteBackendServiceRequest{Project: project, BackendService: "web"}))
		done(healthChecks.Delete(ctx, &pb.DeleteHealthCheckRequest{Project: project, HealthCheck: "alive"}))
		done(groups.Delete(ctx, &pb.DeleteInstanceGroupRequest{Project: project, Zone: zone, InstanceGroup: "web"}))
		for _, name := range []string{"web-1", "web-2"} {
			done(instances.Delete(ctx, &pb.DeleteInstanceRequest{Project: project, Zone: zone, Instance: name}))
		}
		done(templates.Delete(ctx, &pb.DeleteInstanceTemplateRequest{Project: project, InstanceTemplate: "web"}))
		done(firewalls.Delete(ctx, &pb.DeleteFirewallRequest{Project: project, Firewall: "probes"}))
		done(networks.Delete(ctx, &pb.DeleteNetworkRequest{Project: project, Network: "lb"}))
		_, err := instances.List(ctx, &pb.ListInstancesRequest{Project: project, Zone: zone}).Next()
		check(err == iterator.Done, err)
		_, err = services.List(ctx, &pb.ListBackendServicesRequest{Project: project}).Next()
		check(err == iterator.Done, err)
	})

	steps.End()
}
