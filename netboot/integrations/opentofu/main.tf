# OpenTofu or Terraform reads a rollout and gives its machines to whatever comes next: DNS, monitoring, load balancers.
#   tofu init && tofu plan -var boot_server=https://boot.example.net:8480 -var token_file=./admin-token
# It changes nothing at the boot server: specs are its inventory's, and a machine is installed because it was started.

terraform {
  required_version = ">= 1.6"
  required_providers {
    http = {
      source  = "hashicorp/http"
      version = "~> 3.4"
    }
  }
}

variable "boot_server" {
  description = "Address of the boot server: http://SERVER:PORT or https://SERVER:PORT."
  type        = string
  default     = "http://127.0.0.1:8480"
}

variable "token_file" {
  description = "File with the boot server's admin token; none is needed on the boot server itself."
  type        = string
  default     = ""
}

variable "ca_file" {
  description = "PEM certificate of who vouches for the boot server; the system's when empty."
  type        = string
  default     = ""
}

data "http" "rollout" {
  url                = "${trimsuffix(var.boot_server, "/")}/v1/rollout.json"
  ca_cert_pem        = var.ca_file == "" ? null : file(var.ca_file)
  request_timeout_ms = 20000

  request_headers = merge(
    { Accept = "application/json" },
    var.token_file == "" ? {} : { Authorization = "Bearer ${trimspace(file(var.token_file))}" },
  )

  lifecycle {
    postcondition {
      condition     = self.status_code == 200
      error_message = "The boot server says ${self.status_code}; 401 and 403 mean that its admin token is needed (token_file)."
    }
  }
}

locals {
  machines = jsondecode(data.http.rollout.response_body).machines
  # By id: names may be given twice while an inventory is edited.
  ready  = { for machine in local.machines : machine.id => machine if machine.state == "ready" }
  failed = { for machine in local.machines : machine.id => machine if machine.state == "failed" }
}

output "ready" {
  description = "Name and address of each machine that is ready."
  value       = { for id, machine in local.ready : try(machine.hostname, id) => try(machine.address, null) }
}

output "failed" {
  description = "Why each machine that has failed has."
  value       = { for id, machine in local.failed : try(machine.hostname, id) => try(machine.reason, "") }
}

output "counts" {
  description = "Machines in each state."
  value       = { for state in distinct(local.machines[*].state) : state => length([for machine in local.machines : machine if machine.state == state]) }
}

# For example, a name for each of them:
#   resource "dns_a_record_set" "ready" {
#     for_each  = { for id, machine in local.ready : machine.hostname => machine.address }
#     zone      = "ai.example.net."
#     name      = each.key
#     addresses = [each.value]
#   }
