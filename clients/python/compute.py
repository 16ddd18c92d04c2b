"""The life of a load balancer with google-cloud-compute, or with its beta."""

import os
from importlib import import_module

from google.api_core.client_options import ClientOptions
from google.api_core.exceptions import BadRequest, NotFound, PreconditionFailed
from steps import end, step

compute = import_module(os.environ.get("COMPUTE_MODULE", "google.cloud.compute_v1"))
PROJECT = "shop"
ZONE = "us-central1-a"
GLOBAL = {"project": PROJECT}
ZONAL = {"project": PROJECT, "zone": ZONE}

ENDPOINT = os.environ.get("GCE_ENDPOINT")
options = ClientOptions(api_endpoint=ENDPOINT)
networks = compute.NetworksClient(client_options=options)
firewalls = compute.FirewallsClient(client_options=options)
templates = compute.InstanceTemplatesClient(client_options=options)
instances = compute.InstancesClient(client_options=options)
groups = compute.InstanceGroupsClient(client_options=options)
checks = compute.HealthChecksClient(client_options=options)
services = compute.BackendServicesClient(client_options=options)
url_maps = compute.UrlMapsClient(client_options=options)
proxies = compute.TargetHttpProxiesClient(client_options=options)
addresses = compute.GlobalAddressesClient(client_options=options)
rules = compute.GlobalForwardingRulesClient(client_options=options)


global_operations = compute.GlobalOperationsClient(client_options=options)
zone_operations = compute.ZoneOperationsClient(client_options=options)


def done(client, method, *args, **fields):
    """A mutation is over when its operation is. Who names an endpoint must ask there: `.result()` asks at Google's host."""
    if ENDPOINT is None:
        getattr(client, method)(*args, **fields).result()
        return
    operation = getattr(client, f"{method}_unary")(*args, **fields)
    while operation.status != compute.Operation.Status.DONE:
        if operation.zone:
            operation = zone_operations.wait(**ZONAL, operation=operation.name)
        else:
            operation = global_operations.wait(**GLOBAL, operation=operation.name)
    assert not operation.error.errors, operation


def refused(error, words, call):
    try:
        call()
    except error as refusal:
        assert words in str(refusal), refusal
        return
    raise AssertionError(f"not refused with {error.__name__}")


@step("network and firewall")
def _():
    network = compute.Network(name="lb", auto_create_subnetworks=True)
    done(networks, "insert", **GLOBAL, network_resource=network)
    firewall = compute.Firewall(
        name="probes",
        network="global/networks/lb",
        allowed=[compute.Allowed(I_p_protocol="tcp", ports=["8080"])],
        source_ranges=["130.211.0.0/22"],
    )
    done(firewalls, "insert", **GLOBAL, firewall_resource=firewall)
    stored = firewalls.get(**GLOBAL, firewall="probes")
    assert (stored.priority, stored.direction) == (1000, "INGRESS"), stored


@step("instance template")
def _():
    image = "projects/debian-cloud/global/images/family/debian-12"
    params = compute.AttachedDiskInitializeParams(source_image=image)
    properties = compute.InstanceProperties(
        machine_type="e2-small",
        disks=[compute.AttachedDisk(boot=True, initialize_params=params)],
        network_interfaces=[compute.NetworkInterface(network="global/networks/lb")],
    )
    template = compute.InstanceTemplate(name="web", properties=properties)
    done(templates, "insert", **GLOBAL, instance_template_resource=template)


@step("two instances from it")
def _():
    for name in ["web-1", "web-2"]:
        request = compute.InsertInstanceRequest(
            **ZONAL,
            source_instance_template=f"projects/{PROJECT}/global/instanceTemplates/web",
            instance_resource=compute.Instance(name=name),
        )
        done(instances, "insert", request)
        stored = instances.get(**ZONAL, instance=name)
        assert stored.status == "RUNNING" and stored.id > 0, stored


@step("instance group with a named port and members")
def _():
    group = {**ZONAL, "instance_group": "web"}
    resource = compute.InstanceGroup(name="web", network="global/networks/lb")
    done(groups, "insert", **ZONAL, instance_group_resource=resource)
    ports = compute.InstanceGroupsSetNamedPortsRequest(
        named_ports=[compute.NamedPort(name="http", port=8080)],
        fingerprint=groups.get(**group).fingerprint,
    )
    done(groups, "set_named_ports", **group, instance_groups_set_named_ports_request_resource=ports)
    references = [compute.InstanceReference(instance=f"zones/{ZONE}/instances/{n}") for n in ["web-1", "web-2"]]
    members = compute.InstanceGroupsAddInstancesRequest(instances=references)
    done(groups, "add_instances", **group, instance_groups_add_instances_request_resource=members)
    every = compute.InstanceGroupsListInstancesRequest()
    listed = list(groups.list_instances(**group, instance_groups_list_instances_request_resource=every))
    assert len(listed) == 2, listed


@step("health check and backend service")
def _():
    check = compute.HealthCheck(name="alive", type_="HTTP", http_health_check=compute.HTTPHealthCheck(port=8080))
    done(checks, "insert", **GLOBAL, health_check_resource=check)
    service = compute.BackendService(
        name="web",
        port_name="http",
        health_checks=["global/healthChecks/alive"],
        backends=[compute.Backend(group=f"zones/{ZONE}/instanceGroups/web")],
    )
    done(services, "insert", **GLOBAL, backend_service_resource=service)


@step("URL map, target proxy, address, forwarding rule")
def _():
    url_map = compute.UrlMap(name="web", default_service="global/backendServices/web")
    done(url_maps, "insert", **GLOBAL, url_map_resource=url_map)
    proxy = compute.TargetHttpProxy(name="web", url_map="global/urlMaps/web")
    done(proxies, "insert", **GLOBAL, target_http_proxy_resource=proxy)
    done(addresses, "insert", **GLOBAL, address_resource=compute.Address(name="web"))
    address = addresses.get(**GLOBAL, address="web").address
    rule = compute.ForwardingRule(
        name="web", target="global/targetHttpProxies/web", I_p_address=address, port_range="80"
    )
    done(rules, "insert", **GLOBAL, forwarding_rule_resource=rule)
    stored = rules.get(**GLOBAL, forwarding_rule="web")
    assert (stored.I_p_address, stored.port_range) == (address, "80-80"), stored
    assert addresses.get(**GLOBAL, address="web").status == "IN_USE"


@step("lists: whole, filtered, in pages, of all zones")
def _():
    def names(**more):
        return [item.name for item in instances.list(compute.ListInstancesRequest(**ZONAL, **more))]

    assert names() == ["web-1", "web-2"]
    assert names(filter="name = web-2") == ["web-2"]
    pages = list(instances.list(compute.ListInstancesRequest(**ZONAL, max_results=1)).pages)
    assert [[item.name for item in page.items] for page in pages] == [["web-1"], ["web-2"]], pages
    found = [(scope, item.name) for scope, part in instances.aggregated_list(**GLOBAL) for item in part.instances]
    assert found == [(f"zones/{ZONE}", "web-1"), (f"zones/{ZONE}", "web-2")], found


@step("patch with the fingerprint, and with a stale one")
def _():
    service = {**GLOBAL, "backend_service": "web"}
    fingerprint = services.get(**service).fingerprint

    def patch(timeout_sec):
        resource = compute.BackendService(timeout_sec=timeout_sec, fingerprint=fingerprint)
        done(services, "patch", **service, backend_service_resource=resource)

    patch(7)
    assert services.get(**service).timeout_sec == 7
    refused(PreconditionFailed, "fingerprint", lambda: patch(8))


@step("health of both members")
def _():
    group = compute.ResourceGroupReference(group=f"projects/{PROJECT}/zones/{ZONE}/instanceGroups/web")
    health = services.get_health(**GLOBAL, backend_service="web", resource_group_reference_resource=group)
    states = [status.health_state for status in health.health_status]
    assert len(states) == 2 and set(states) <= {"HEALTHY", "UNKNOWN"}, states


@step("refusals: in use, not there")
def _():
    refused(BadRequest, "already being used by", lambda: done(checks, "delete", **GLOBAL, health_check="alive"))
    refused(NotFound, "was not found", lambda: services.get(**GLOBAL, backend_service="none"))


@step("delete all of it")
def _():
    done(rules, "delete", **GLOBAL, forwarding_rule="web")
    done(addresses, "delete", **GLOBAL, address="web")
    done(proxies, "delete", **GLOBAL, target_http_proxy="web")
    done(url_maps, "delete", **GLOBAL, url_map="web")
    done(services, "delete", **GLOBAL, backend_service="web")
    done(checks, "delete", **GLOBAL, health_check="alive")
    done(groups, "delete", **ZONAL, instance_group="web")
    for name in ["web-1", "web-2"]:
        done(instances, "delete", **ZONAL, instance=name)
    done(templates, "delete", **GLOBAL, instance_template="web")
    done(firewalls, "delete", **GLOBAL, firewall="probes")
    done(networks, "delete", **GLOBAL, network="lb")
    assert list(instances.list(**ZONAL)) == [] and list(services.list(**GLOBAL)) == []


end()
