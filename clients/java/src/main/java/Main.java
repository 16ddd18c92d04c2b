import com.google.api.gax.longrunning.OperationFuture;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.compute.v1.*;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** The life of a load balancer with google-cloud-compute, as a program that knows nothing of simulators. */
public final class Main {
  static final String PROJECT = "shop";
  static final String ZONE = "us-central1-a";
  static final String MEMBER = "zones/" + ZONE + "/instances/";
  static final String GROUP = "zones/" + ZONE + "/instanceGroups/web";
  static boolean failed = false;

  interface Work {
    void run() throws Exception;
  }

  /** A step of the program, reported as the Test Anything Protocol has it. */
  static void step(String title, Work work) {
    try {
      work.run();
      System.out.println("ok - " + title);
    } catch (Throwable failure) {
      failed = true;
      System.out.println("not ok - " + title + "\n" + failure);
    }
  }

  static void check(boolean holds, Object shown) {
    if (!holds) throw new AssertionError(shown);
  }

  /** A mutation is over when its operation is. */
  static void done(OperationFuture<Operation, Operation> operation) throws Exception {
    Operation ended = operation.get();
    check(ended.getError().getErrorsCount() == 0, ended);
  }

  /** What Google's client says of a refusal is the name of its status, so the status is all there is to check. */
  static void refused(int status, Callable<?> call) throws Exception {
    Throwable refusal = null;
    try {
      call.call();
    } catch (ExecutionException failure) {
      refusal = failure.getCause();
    } catch (ApiException failure) {
      refusal = failure;
    }
    boolean isMeant =
        refusal instanceof ApiException told
            && told.getStatusCode().getTransportCode() instanceof Integer code
            && code == status;
    check(isMeant, "not refused with " + status + ": " + refusal);
  }

  public static void main(String[] args) throws Exception {
    try (NetworksClient networks = NetworksClient.create();
        FirewallsClient firewalls = FirewallsClient.create();
        InstanceTemplatesClient templates = InstanceTemplatesClient.create();
        InstancesClient instances = InstancesClient.create();
        InstanceGroupsClient groups = InstanceGroupsClient.create();
        HealthChecksClient checks = HealthChecksClient.create();
        BackendServicesClient services = BackendServicesClient.create();
        UrlMapsClient maps = UrlMapsClient.create();
        TargetHttpProxiesClient proxies = TargetHttpProxiesClient.create();
        GlobalAddressesClient addresses = GlobalAddressesClient.create();
        GlobalForwardingRulesClient rules = GlobalForwardingRulesClient.create()) {

      step("network and firewall", () -> {
        done(networks.insertAsync(PROJECT, Network.newBuilder().setName("lb").setAutoCreateSubnetworks(true).build()));
        Allowed allowed = Allowed.newBuilder().setIPProtocol("tcp").addPorts("8080").build();
        Firewall firewall =
            Firewall.newBuilder().setName("probes").setNetwork("global/networks/lb").addAllowed(allowed)
                .addSourceRanges("130.211.0.0/22").build();
        done(firewalls.insertAsync(PROJECT, firewall));
        Firewall stored = firewalls.get(PROJECT, "probes");
        check(stored.getPriority() == 1000 && stored.getDirection().equals("INGRESS"), stored);
      });

      step("instance template", () -> {
        AttachedDiskInitializeParams image =
            AttachedDiskInitializeParams.newBuilder()
                .setSourceImage("projects/debian-cloud/global/images/family/debian-12").build();
        InstanceProperties properties =
            InstanceProperties.newBuilder().setMachineType("e2-small")
                .addDisks(AttachedDisk.newBuilder().setBoot(true).setInitializeParams(image))
                .addNetworkInterfaces(NetworkInterface.newBuilder().setNetwork("global/networks/lb")).build();
        done(templates.insertAsync(
            PROJECT, InstanceTemplate.newBuilder().setName("web").setProperties(properties).build()));
      });

      step("two instances from it", () -> {
        for (String name : List.of("web-1", "web-2")) {
          InsertInstanceRequest request =
              InsertInstanceRequest.newBuilder().setProject(PROJECT).setZone(ZONE)
                  .setSourceInstanceTemplate("projects/" + PROJECT + "/global/instanceTemplates/web")
                  .setInstanceResource(Instance.newBuilder().setName(name)).build();
          done(instances.insertAsync(request));
          Instance stored = instances.get(PROJECT, ZONE, name);
          check(stored.getStatus().equals("RUNNING") && stored.getId() != 0, stored);
        }
      });

      step("instance group with a named port and members", () -> {
        done(groups.insertAsync(
            PROJECT, ZONE, InstanceGroup.newBuilder().setName("web").setNetwork("global/networks/lb").build()));
        InstanceGroupsSetNamedPortsRequest ports =
            InstanceGroupsSetNamedPortsRequest.newBuilder()
                .addNamedPorts(NamedPort.newBuilder().setName("http").setPort(8080))
                .setFingerprint(groups.get(PROJECT, ZONE, "web").getFingerprint()).build();
        done(groups.setNamedPortsAsync(PROJECT, ZONE, "web", ports));
        InstanceGroupsAddInstancesRequest members =
            InstanceGroupsAddInstancesRequest.newBuilder()
                .addInstances(InstanceReference.newBuilder().setInstance(MEMBER + "web-1"))
                .addInstances(InstanceReference.newBuilder().setInstance(MEMBER + "web-2")).build();
        done(groups.addInstancesAsync(PROJECT, ZONE, "web", members));
        List<String> listed = new ArrayList<>();
        InstanceGroupsListInstancesRequest every = InstanceGroupsListInstancesRequest.newBuilder().build();
        groups.listInstances(PROJECT, ZONE, "web", every).iterateAll().forEach((one) -> listed.add(one.getInstance()));
        check(listed.size() == 2, listed);
      });

      step("health check and backend service", () -> {
        HealthCheck alive =
            HealthCheck.newBuilder().setName("alive").setType("HTTP")
                .setHttpHealthCheck(HTTPHealthCheck.newBuilder().setPort(8080)).build();
        done(checks.insertAsync(PROJECT, alive));
        BackendService service =
            BackendService.newBuilder().setName("web").setPortName("http")
                .addHealthChecks("global/healthChecks/alive")
                .addBackends(Backend.newBuilder().setGroup(GROUP)).build();
        done(services.insertAsync(PROJECT, service));
      });

      step("URL map, target proxy, address, forwarding rule", () -> {
        done(maps.insertAsync(
            PROJECT, UrlMap.newBuilder().setName("web").setDefaultService("global/backendServices/web").build()));
        done(proxies.insertAsync(
            PROJECT, TargetHttpProxy.newBuilder().setName("web").setUrlMap("global/urlMaps/web").build()));
        done(addresses.insertAsync(PROJECT, Address.newBuilder().setName("web").build()));
        String address = addresses.get(PROJECT, "web").getAddress();
        ForwardingRule rule =
            ForwardingRule.newBuilder().setName("web").setTarget("global/targetHttpProxies/web")
                .setIPAddress(address).setPortRange("80").build();
        done(rules.insertAsync(PROJECT, rule));
        ForwardingRule stored = rules.get(PROJECT, "web");
        check(stored.getIPAddress().equals(address) && stored.getPortRange().equals("80-80"), stored);
        check(addresses.get(PROJECT, "web").getStatus().equals("IN_USE"), address);
      });

      step("lists: whole, filtered, in pages, of all zones", () -> {
        ListInstancesRequest.Builder list = ListInstancesRequest.newBuilder().setProject(PROJECT).setZone(ZONE);
        check(names(instances.list(list.build()).iterateAll()).equals(List.of("web-1", "web-2")), "whole");
        ListInstancesRequest filtered = list.clone().setFilter("name = web-2").build();
        check(names(instances.list(filtered).iterateAll()).equals(List.of("web-2")), "filtered");
        ListInstancesRequest paged = list.clone().setMaxResults(1).build();
        check(names(instances.list(paged).iterateAll()).equals(List.of("web-1", "web-2")), "in pages");
        List<String> found = new ArrayList<>();
        instances.aggregatedList(PROJECT).iterateAll().forEach((scope) ->
            scope.getValue().getInstancesList().forEach((one) -> found.add(scope.getKey() + " " + one.getName())));
        check(found.equals(List.of("zones/" + ZONE + " web-1", "zones/" + ZONE + " web-2")), found);
      });

      step("patch with the fingerprint, and with a stale one", () -> {
        String fingerprint = services.get(PROJECT, "web").getFingerprint();
        BackendService.Builder change = BackendService.newBuilder().setFingerprint(fingerprint);
        done(services.patchAsync(PROJECT, "web", change.clone().setTimeoutSec(7).build()));
        check(services.get(PROJECT, "web").getTimeoutSec() == 7, "patched");
        refused(412, () -> services.patchAsync(PROJECT, "web", change.clone().setTimeoutSec(8).build()).get());
      });

      step("health of both members", () -> {
        ResourceGroupReference group = ResourceGroupReference.newBuilder().setGroup("projects/" + PROJECT + "/" + GROUP).build();
        BackendServiceGroupHealth health = services.getHealth(PROJECT, "web", group);
        check(health.getHealthStatusCount() == 2, health);
      });

      step("refusals: in use, not there", () -> {
        refused(400, () -> checks.deleteAsync(PROJECT, "alive").get());
        refused(404, () -> services.get(PROJECT, "none"));
      });

      step("delete all of it", () -> {
        done(rules.deleteAsync(PROJECT, "web"));
        done(addresses.deleteAsync(PROJECT, "web"));
        done(proxies.deleteAsync(PROJECT, "web"));
        done(maps.deleteAsync(PROJECT, "web"));
        done(services.deleteAsync(PROJECT, "web"));
        done(checks.deleteAsync(PROJECT, "alive"));
        done(groups.deleteAsync(PROJECT, ZONE, "web"));
        for (String name : List.of("web-1", "web-2")) done(instances.deleteAsync(PROJECT, ZONE, name));
        done(templates.deleteAsync(PROJECT, "web"));
        done(firewalls.deleteAsync(PROJECT, "probes"));
        done(networks.deleteAsync(PROJECT, "lb"));
        check(names(instances.list(PROJECT, ZONE).iterateAll()).isEmpty(), "instances");
      });
    }
    System.exit(failed ? 1 : 0);
  }

  static List<String> names(Iterable<Instance> found) {
    List<String> names = new ArrayList<>();
    found.forEach((one) -> names.add(one.getName()));
    return names;
  }
}
