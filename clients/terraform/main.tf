# The life of a load balancer with Terraform.
terraform {
  required_providers {
    google = { source = "hashicorp/google" }
  }
}

provider "google" {
  zone = "us-central1-a"
}

variable "timeout_sec" {
  type    = number
  default = 30
}

resource "google_compute_network" "lb" {
  name                    = "lb"
  auto_create_subnetworks = true
}

resource "google_compute_firewall" "probes" {
  name          = "probes"
  network       = google_compute_network.lb.id
  source_ranges = ["130.211.0.0/22"]
  allow {
    protocol = "tcp"
    ports    = ["8080"]
  }
}

resource "google_compute_instance_template" "web" {
  name         = "web"
  machine_type = "e2-small"
  disk {
    boot         = true
    source_image = "projects/debian-cloud/global/images/family/debian-12"
  }
  network_interface {
    network = google_compute_network.lb.id
  }
}

resource "google_compute_instance_from_template" "web" {
  count                    = 2
  name                     = "web-${count.index + 1}"
  source_instance_template = google_compute_instance_template.web.id
}

resource "google_compute_instance_group" "web" {
  name      = "web"
  network   = google_compute_network.lb.id
  instances = google_compute_instance_from_template.web[*].self_link
  named_port {
    name = "http"
    port = 8080
  }
}

resource "google_compute_health_check" "alive" {
  name = "alive"
  http_health_check {
    port = 8080
  }
}

resource "google_compute_backend_service" "web" {
  name          = "web"
  port_name     = "http"
  timeout_sec   = var.timeout_sec
  health_checks = [google_compute_health_check.alive.id]
  backend {
    group = google_compute_instance_group.web.id
  }
}

resource "google_compute_url_map" "web" {
  name            = "web"
  default_service = google_compute_backend_service.web.id
}

resource "google_compute_target_http_proxy" "web" {
  name    = "web"
  url_map = google_compute_url_map.web.id
}

resource "google_compute_global_address" "web" {
  name = "web"
}

resource "google_compute_global_forwarding_rule" "web" {
  name       = "web"
  target     = google_compute_target_http_proxy.web.id
  ip_address = google_compute_global_address.web.address
  port_range = "80"
}
