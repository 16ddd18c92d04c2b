#!/usr/bin/env bash
# The life of a load balancer with Terraform.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$(dirname "$0")/main.tf" "$scratch"
cd "$scratch" || exit 1
status=0

# step TITLE EXIT-STATUS COMMAND…
step() {
  local title=$1 expected=$2
  shift 2
  terraform "$@" -input=false -no-color > out 2>&1
  if [ $? = "$expected" ]; then
    printf 'ok - %s\n' "$title"
  else
    status=1
    printf 'not ok - %s\n' "$title"
    sed 's/^/# /' out
  fi
}

step 'apply' 0 apply -auto-approve
step 'nothing to change' 0 plan -detailed-exitcode
step 'a change is seen' 2 plan -detailed-exitcode -var timeout_sec=7
step 'a change is made' 0 apply -auto-approve -var timeout_sec=7
step 'nothing to change then' 0 plan -detailed-exitcode -var timeout_sec=7
step 'destroy' 0 destroy -auto-approve -var timeout_sec=7
exit $status
