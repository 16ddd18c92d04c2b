#!/usr/bin/env bash
# main.sh CONFIGURATION [CHANGE…]: the life of what a configuration says with Terraform; what CHANGE adds to the command line changes it meanwhile.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cp "$(dirname "$0")/$1" "$scratch/main.tf"
shift
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
if [ $# -gt 0 ]; then
  step 'a change is seen' 2 plan -detailed-exitcode "$@"
  step 'a change is made' 0 apply -auto-approve "$@"
  step 'nothing to change then' 0 plan -detailed-exitcode "$@"
fi
step 'destroy' 0 destroy -auto-approve "$@"
exit $status
