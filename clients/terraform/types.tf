# Types that the provider's own tests make only beside other services: here they are made with Compute alone.
terraform {
  required_providers {
    google = { source = "hashicorp/google" }
  }
}

provider "google" {
  region = "us-central1"
  zone   = "us-central1-a"
}

# Whether the bucket is there is asked of nobody.
resource "google_compute_backend_bucket" "static" {
  name        = "static"
  bucket_name = "static-of-shop"
  enable_cdn  = true
}

resource "google_compute_backend_bucket_signed_url_key" "key" {
  name           = "key"
  key_value      = "pPsVemX8GM46QVeezid6Rw=="
  backend_bucket = google_compute_backend_bucket.static.name
}

resource "google_compute_disk" "primary" {
  name = "primary"
  type = "pd-ssd"
  size = 10
}

resource "google_compute_disk" "secondary" {
  name = "secondary"
  type = "pd-ssd"
  size = 10
  zone = "us-east1-b"
  async_primary_disk { disk = google_compute_disk.primary.id }
}

resource "google_compute_disk_async_replication" "pair" {
  primary_disk = google_compute_disk.primary.id
  secondary_disk { disk = google_compute_disk.secondary.id }
}

resource "google_compute_firewall_policy" "all" {
  parent     = "organizations/123456789"
  short_name = "all"
}

resource "google_compute_firewall_policy_association" "all" {
  name              = "all"
  firewall_policy   = google_compute_firewall_policy.all.id
  attachment_target = "organizations/123456789"
}

resource "google_compute_firewall_policy_rule" "out" {
  firewall_policy = google_compute_firewall_policy.all.name
  priority        = 1000
  action          = "allow"
  direction       = "EGRESS"
  match {
    dest_ip_ranges = ["203.0.113.0/24"]
    layer4_configs {
      ip_protocol = "tcp"
      ports       = ["8080"]
    }
  }
}

resource "google_compute_firewall_policy_with_rules" "whole" {
  parent     = "organizations/123456789"
  short_name = "whole"
  rule {
    priority  = 1000
    action    = "deny"
    direction = "INGRESS"
    match {
      src_ip_ranges = ["203.0.113.0/24"]
      layer4_config { ip_protocol = "udp" }
    }
  }
}

resource "google_compute_network_firewall_policy_with_rules" "whole" {
  name = "whole"
  rule {
    priority  = 1000
    action    = "deny"
    direction = "INGRESS"
    match {
      src_ip_ranges = ["203.0.113.0/24"]
      layer4_config { ip_protocol = "udp" }
    }
  }
}

resource "google_compute_network" "inside" {
  name                    = "inside"
  auto_create_subnetworks = false
}

resource "google_compute_instance_group" "web" {
  name    = "web"
  network = google_compute_network.inside.id
  lifecycle { ignore_changes = [named_port] }
}

resource "google_compute_instance_group_named_port" "http" {
  group = google_compute_instance_group.web.id
  name  = "http"
  port  = 8080
}

resource "google_compute_organization_security_policy" "armor" {
  parent     = "organizations/123456789"
  short_name = "armor"
  type       = "CLOUD_ARMOR"
}

resource "google_compute_organization_security_policy_association" "armor" {
  name          = "armor"
  attachment_id = "organizations/123456789"
  policy_id     = google_compute_organization_security_policy.armor.id
}

resource "google_compute_project_cloud_armor_tier" "tier" {
  cloud_armor_tier = "CA_ENTERPRISE_PAYGO"
}

resource "google_compute_project_default_network_tier" "tier" {
  network_tier = "STANDARD"
}

resource "google_compute_project_metadata" "common" {
  metadata = { enable-oslogin = "TRUE" }
}

resource "google_compute_region_commitment" "year" {
  name = "year"
  plan = "TWELVE_MONTH"
  resources {
    type   = "VCPU"
    amount = "4"
  }
  resources {
    type   = "MEMORY"
    amount = "9216"
  }
}

resource "google_compute_shared_vpc_host_project" "host" {
  project = "host-project"
}

resource "google_compute_shared_vpc_service_project" "service" {
  host_project    = google_compute_shared_vpc_host_project.host.project
  service_project = "service-project"
}

resource "google_compute_snapshot_settings" "place" {
  storage_location {
    policy = "SPECIFIC_LOCATIONS"
    locations {
      name     = "us-central1"
      location = "us-central1"
    }
  }
}

resource "google_compute_managed_ssl_certificate" "shop" {
  name = "shop"
  managed { domains = ["shop.example"] }
}

resource "google_compute_health_check" "alive" {
  name = "alive"
  tcp_health_check { port = 443 }
}

resource "google_compute_backend_service" "tls" {
  name          = "tls"
  protocol      = "SSL"
  health_checks = [google_compute_health_check.alive.id]
}

resource "google_compute_target_ssl_proxy" "tls" {
  name             = "tls"
  backend_service  = google_compute_backend_service.tls.id
  ssl_certificates = [google_compute_managed_ssl_certificate.shop.id]
}
