"""The life of a load balancer with google-api-python-client."""

import os

from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import BatchHttpRequest
from steps import end, step

PROJECT = "shop"
ZONE = "us-central1-a"
GLOBAL = {"project": PROJECT}
ZONAL = {"project": PROJECT, "zone": ZONE}
GROUP = {**ZONAL, "instanceGroup": "web"}
SERVICE = {**GLOBAL, "backendService": "web"}

ENDPOINT = os.environ["GCE_ENDPOINT"]
api = build("compute", "v1", client_options={"api_endpoint": f"{ENDPOINT}/compute/v1/"})
instances = api.instances()
groups = api.instanceGroups()
services = api.backendServices()


def done(request):
    """A mutation is over when its operation is."""
    operation = request.execute()
    while operation["status"] != "DONE":
        if "zone" in operation:
            operation = api.zoneOperations().wait(**ZONAL, operation=operation["name"]).execute()
        else:
            operation = api.globalOperations().wait(**GLOBAL, operation=operation["name"]).execute()
    assert "error" not in operation, operation


def refused(status, words, call):
    try:
        call()
    except HttpError as refusal:
        assert refusal.status_code == status and words in str(refusal), refusal
        return
    raise AssertionError(f"not refused with {status}")


@step("clients built from the discovery documents of each version")
def _():
    for version in ["v1", "beta", "alpha"]:
        for url in ["/discovery/v1/apis/{api}/{apiVersion}/rest", "/$discovery/rest?version={apiVersion}"]:
            built = build("compute", version, discoveryServiceUrl=ENDPOINT + url, static_discovery=False)
            zone = built.zones().get(**ZONAL).execute()
            assert f"/compute/{version}/" in zone["selfLink"], zone


@step("network and firewall")
def _():
    done(api.networks().insert(**GLOBAL, body={"name": "lb", "autoCreateSubnetworks": True}))
    firewall = {
        "name": "probes",
        "network": "global/networks/lb",
        "allowed": [{"IPProtocol": "tcp", "ports": ["8080"]}],
        "sourceRanges": ["130.211.0.0/22"],
    }
    done(api.firewalls().insert(**GLOBAL, body=firewall))
    stored = api.firewalls().get(**GLOBAL, firewall="probes").execute()
    assert (stored["priority"], stored["direction"]) == (1000, "INGRESS"), stored


@step("instance template")
def _():
    image = "projects/debian-cloud/global/images/family/debian-12"
    properties = {
        "machineType": "e2-small",
        "disks": [{"boot": True, "initializeParams": {"sourceImage": image}}],
        "networkInterfaces": [{"network": "global/networks/lb"}],
    }
    done(api.instanceTemplates().insert(**GLOBAL, body={"name": "web", "properties": properties}))


@step("two instances from it")
def _():
    template = f"projects/{PROJECT}/global/instanceTemplates/web"
    for name in ["web-1", "web-2"]:
        done(instances.insert(**ZONAL, sourceInstanceTemplate=template, body={"name": name}))
        stored = instances.get(**ZONAL, instance=name).execute()
        assert stored["status"] == "RUNNING" and int(stored["id"]) > 0, stored


@step("instance group with a named port and members")
def _():
    done(groups.insert(**ZONAL, body={"name": "web", "network": "global/networks/lb"}))
    fingerprint = groups.get(**GROUP).execute()["fingerprint"]
    ports = {"namedPorts": [{"name": "http", "port": 8080}], "fingerprint": fingerprint}
    done(groups.setNamedPorts(**GROUP, body=ports))
    members = [{"instance": f"zones/{ZONE}/instances/{name}"} for name in ["web-1", "web-2"]]
    done(groups.addInstances(**GROUP, body={"instances": members}))
    assert len(groups.listInstances(**GROUP, body={}).execute()["items"]) == 2


@step("health check and backend service")
def _():
    done(api.healthChecks().insert(**GLOBAL, body={"name": "alive", "type": "HTTP", "httpHealthCheck": {"port": 8080}}))
    service = {
        "name": "web",
        "portName": "http",
        "healthChecks": ["global/healthChecks/alive"],
        "backends": [{"group": f"zones/{ZONE}/instanceGroups/web"}],
    }
    done(services.insert(**GLOBAL, body=service))


@step("URL map, target proxy, address, forwarding rule")
def _():
    done(api.urlMaps().insert(**GLOBAL, body={"name": "web", "defaultService": "global/backendServices/web"}))
    done(api.targetHttpProxies().insert(**GLOBAL, body={"name": "web", "urlMap": "global/urlMaps/web"}))
    done(api.globalAddresses().insert(**GLOBAL, body={"name": "web"}))
    address = api.globalAddresses().get(**GLOBAL, address="web").execute()["address"]
    rule = {"name": "web", "target": "global/targetHttpProxies/web", "IPAddress": address, "portRange": "80"}
    done(api.globalForwardingRules().insert(**GLOBAL, body=rule))
    stored = api.globalForwardingRules().get(**GLOBAL, forwardingRule="web").execute()
    assert (stored["IPAddress"], stored["portRange"]) == (address, "80-80"), stored
    assert api.globalAddresses().get(**GLOBAL, address="web").execute()["status"] == "IN_USE"


@step("lists: whole, filtered, in pages, of all zones")
def _():
    def pages(**more):
        request, found = instances.list(**ZONAL, **more), []
        while request is not None:
            answer = request.execute()
            found.append([item["name"] for item in answer["items"]])
            request = instances.list_next(request, answer)
        return found

    assert pages() == [["web-1", "web-2"]]
    assert pages(filter="name = web-2") == [["web-2"]]
    assert pages(maxResults=1) == [["web-1"], ["web-2"]]
    scopes = instances.aggregatedList(**GLOBAL).execute()["items"]
    assert [item["name"] for item in scopes[f"zones/{ZONE}"]["instances"]] == ["web-1", "web-2"], scopes


@step("two reads in one batch")
def _():
    answers = {}
    batch = BatchHttpRequest(
        callback=lambda request_id, answer, error: answers.update({request_id: error or answer["name"]}),
        batch_uri=f"{ENDPOINT}/batch/compute/v1",
    )
    for name in ["web-1", "web-2"]:
        batch.add(instances.get(**ZONAL, instance=name), request_id=name)
    batch.execute()
    assert answers == {"web-1": "web-1", "web-2": "web-2"}, answers


@step("patch with the fingerprint, and with a stale one")
def _():
    fingerprint = services.get(**SERVICE).execute()["fingerprint"]

    def patch(seconds):
        done(services.patch(**SERVICE, body={"timeoutSec": seconds, "fingerprint": fingerprint}))

    patch(7)
    assert services.get(**SERVICE).execute()["timeoutSec"] == 7
    refused(412, "fingerprint", lambda: patch(8))


@step("health of both members")
def _():
    group = {"group": f"projects/{PROJECT}/zones/{ZONE}/instanceGroups/web"}
    health = services.getHealth(**SERVICE, body=group).execute()["healthStatus"]
    assert len(health) == 2 and {one["healthState"] for one in health} <= {"HEALTHY", "UNKNOWN"}, health


@step("refusals: in use, not there")
def _():
    refused(400, "already being used by", lambda: done(api.healthChecks().delete(**GLOBAL, healthCheck="alive")))
    refused(404, "was not found", lambda: services.get(**GLOBAL, backendService="none").execute())


@step("delete all of it")
def _():
    done(api.globalForwardingRules().delete(**GLOBAL, forwardingRule="web"))
    done(api.globalAddresses().delete(**GLOBAL, address="web"))
    done(api.targetHttpProxies().delete(**GLOBAL, targetHttpProxy="web"))
    done(api.urlMaps().delete(**GLOBAL, urlMap="web"))
    done(services.delete(**SERVICE))
    done(api.healthChecks().delete(**GLOBAL, healthCheck="alive"))
    done(groups.delete(**GROUP))
    for name in ["web-1", "web-2"]:
        done(instances.delete(**ZONAL, instance=name))
    done(api.instanceTemplates().delete(**GLOBAL, instanceTemplate="web"))
    done(api.firewalls().delete(**GLOBAL, firewall="probes"))
    done(api.networks().delete(**GLOBAL, network="lb"))
    assert "items" not in instances.list(**ZONAL).execute()
    assert "items" not in services.list(**GLOBAL).execute()


end()
