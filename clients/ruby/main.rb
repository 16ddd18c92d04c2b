# The life of a load balancer with google-api-client, as a program that knows nothing of simulators.

require "google/apis/compute_v1"
require "googleauth"
require "json"
require "net/http"

Compute = Google::Apis::ComputeV1
PROJECT = "shop"
ZONE = "us-central1-a"

$failed = false
$compute = Compute::ComputeService.new
$compute.authorization = Google::Auth.get_application_default(["https://www.googleapis.com/auth/cloud-platform"])

# As the Test Anything Protocol has it.
def step(title)
  yield
  puts "ok - #{title}"
rescue StandardError => error
  $failed = true
  puts "not ok - #{title}", *"#{error.class}: #{error.message}\n#{error.backtrace.join("\n")}".lines.map { |line| "# #{line.chomp}" }
end

def check(what, expected)
  raise "#{what.inspect} is not #{expected.inspect}" unless expected === what
end

# A mutation is over when its operation is.
def done(operation)
  while operation.status != "DONE"
    operation =
      if operation.zone
        $compute.wait_zone_operation(PROJECT, ZONE, operation.name)
      else
        $compute.wait_global_operation(PROJECT, operation.name)
      end
  end
  raise operation.error.to_json if operation.error
end

def refused(status)
  yield
rescue Google::Apis::ClientError => error
  check(error.status_code, status)
  error.message
else
  raise "not refused with #{status}"
end

step "network and firewall" do
  done $compute.insert_network(PROJECT, Compute::Network.new(name: "lb", auto_create_subnetworks: true))
  allowed = [Compute::Firewall::Allowed.new(ip_protocol: "tcp", ports: ["8080"])]
  done $compute.insert_firewall(
    PROJECT,
    Compute::Firewall.new(name: "probes", network: "global/networks/lb", allowed: allowed, source_ranges: ["130.211.0.0/22"]),
  )
  stored = $compute.get_firewall(PROJECT, "probes")
  check([stored.priority, stored.direction], [1000, "INGRESS"])
end

step "the same by Net::HTTP" do
  uri = URI("https://compute.googleapis.com/compute/v1/projects/#{PROJECT}/global/firewalls/probes")
  # The token by which the client calls.
  headers = $compute.authorization.apply({})
  answer = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.get(uri.path, headers.transform_keys(&:to_s)) }
  check(JSON.parse(answer.body)["name"], "probes")
end

step "instance template" do
  params = Compute::AttachedDiskInitializeParams.new(source_image: "projects/debian-cloud/global/images/family/debian-12")
  properties = Compute::InstanceProperties.new(
    machine_type: "e2-small",
    disks: [Compute::AttachedDisk.new(boot: true, initialize_params: params)],
    network_interfaces: [Compute::NetworkInterface.new(network: "global/networks/lb")],
  )
  done $compute.insert_instance_template(PROJECT, Compute::InstanceTemplate.new(name: "web", properties: properties))
end

step "two instances from it" do
  %w[web-1 web-2].each do |name|
    template = "projects/#{PROJECT}/global/instanceTemplates/web"
    done $compute.insert_instance(PROJECT, ZONE, Compute::Instance.new(name: name), source_instance_template: template)
    stored = $compute.get_instance(PROJECT, ZONE, name)
    check(stored.status, "RUNNING")
    check(stored.id, Integer)
  end
end

step "instance group with a named port and members" do
  done $compute.insert_instance_group(PROJECT, ZONE, Compute::InstanceGroup.new(name: "web", network: "global/networks/lb"))
  ports = Compute::InstanceGroupsSetNamedPortsRequest.new(
    named_ports: [Compute::NamedPort.new(name: "http", port: 8080)],
    fingerprint: $compute.get_instance_group(PROJECT, ZONE, "web").fingerprint,
  )
  done $compute.set_instance_group_named_ports(PROJECT, ZONE, "web", ports)
  members = %w[web-1 web-2].map { |name| Compute::InstanceReference.new(instance: "zones/#{ZONE}/instances/#{name}") }
  request = Compute::InstanceGroupsAddInstancesRequest.new(instances: members)
  done $compute.add_instance_group_instances(PROJECT, ZONE, "web", request)
  listed = $compute.list_instance_group_instances(PROJECT, ZONE, "web", Compute::InstanceGroupsListInstancesRequest.new)
  check(listed.items.length, 2)
end

step "health check and backend service" do
  port = Compute::HttpHealthCheck.new(port: 8080)
  done $compute.insert_health_check(PROJECT, Compute::HealthCheck.new(name: "alive", type: "HTTP", http_health_check: port))
  service = Compute::BackendService.new(
    name: "web",
    port_name: "http",
    health_checks: ["global/healthChecks/alive"],
    backends: [Compute::Backend.new(group: "zones/#{ZONE}/instanceGroups/web")],
  )
  done $compute.insert_backend_service(PROJECT, service)
end

step "URL map, target proxy, address, forwarding rule" do
  done $compute.insert_url_map(PROJECT, Compute::UrlMap.new(name: "web", default_service: "global/backendServices/web"))
  done $compute.insert_target_http_proxy(PROJECT, Compute::TargetHttpProxy.new(name: "web", url_map: "global/urlMaps/web"))
  done $compute.insert_global_address(PROJECT, Compute::Address.new(name: "web"))
  address = $compute.get_global_address(PROJECT, "web").address
  rule = { name: "web", target: "global/targetHttpProxies/web", ip_address: address, port_range: "80" }
  done $compute.insert_global_forwarding_rule(PROJECT, Compute::ForwardingRule.new(**rule))
  stored = $compute.get_global_forwarding_rule(PROJECT, "web")
  check([stored.ip_address, stored.port_range], [address, "80-80"])
  check($compute.get_global_address(PROJECT, "web").status, "IN_USE")
end

step "lists: whole, filtered, in pages, of all zones" do
  names = ->(items) { items.map(&:name) }
  check(names.call($compute.list_instances(PROJECT, ZONE).items), %w[web-1 web-2])
  check(names.call($compute.list_instances(PROJECT, ZONE, filter: "name = web-2").items), %w[web-2])
  paged = $compute.fetch_all(items: :items) { |token| $compute.list_instances(PROJECT, ZONE, max_results: 1, page_token: token) }
  check(names.call(paged), %w[web-1 web-2])
  all = $compute.list_aggregated_instances(PROJECT).items.transform_values { |scope| names.call(scope.instances || []) }
  check(all.reject { |_, found| found.empty? }, { "zones/#{ZONE}" => %w[web-1 web-2] })
end

step "patch with the fingerprint, and with a stale one" do
  fingerprint = $compute.get_backend_service(PROJECT, "web").fingerprint
  patch = ->(timeout) { Compute::BackendService.new(timeout_sec: timeout, fingerprint: fingerprint) }
  done $compute.patch_backend_service(PROJECT, "web", patch.call(7))
  check($compute.get_backend_service(PROJECT, "web").timeout_sec, 7)
  refused(412) { $compute.patch_backend_service(PROJECT, "web", patch.call(8)) }
end

step "health of both members" do
  group = Compute::ResourceGroupReference.new(group: "projects/#{PROJECT}/zones/#{ZONE}/instanceGroups/web")
  health = $compute.get_backend_service_health(PROJECT, "web", group).health_status
  check(health.length, 2)
  health.each { |member| check(member.health_state, /\A(HEALTHY|UNKNOWN)\z/) }
end

step "refusals: in use, not there" do
  check(refused(400) { $compute.delete_health_check(PROJECT, "alive") }, /already being used by/)
  check(refused(404) { $compute.get_backend_service(PROJECT, "none") }, /was not found/)
end

step "delete all of it" do
  done $compute.delete_global_forwarding_rule(PROJECT, "web")
  done $compute.delete_global_address(PROJECT, "web")
  done $compute.delete_target_http_proxy(PROJECT, "web")
  done $compute.delete_url_map(PROJECT, "web")
  done $compute.delete_backend_service(PROJECT, "web")
  done $compute.delete_health_check(PROJECT, "alive")
  done $compute.delete_instance_group(PROJECT, ZONE, "web")
  %w[web-1 web-2].each { |name| done $compute.delete_instance(PROJECT, ZONE, name) }
  done $compute.delete_instance_template(PROJECT, "web")
  done $compute.delete_firewall(PROJECT, "probes")
  done $compute.delete_network(PROJECT, "lb")
  check($compute.list_instances(PROJECT, ZONE).items, nil)
  check($compute.list_backend_services(PROJECT).items, nil)
end

exit 1 if $failed
