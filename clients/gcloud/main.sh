#!/usr/bin/env bash
# The life of a load balancer with gcloud, in the track that GCLOUD_TRACK names: beta, alpha, or the one without a name.
set -u
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
zone=us-central1-a
status=0

# result TITLE HOLDS: one step of the program, with what gcloud said where it failed.
result() {
  if [ "$2" = 0 ]; then
    printf 'ok - %s\n' "$1"
  else
    status=1
    printf 'not ok - %s\n' "$1"
    sed 's/^/# /' "$scratch/out" "$scratch/err"
  fi
}
# shellcheck disable=SC2086 # no track is no word
gcloud_compute() { gcloud ${GCLOUD_TRACK-} compute "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null; }
# done_by TITLE COMMAND…: the command succeeds.
done_by() {
  local title=$1
  shift
  gcloud_compute "$@"
  result "$title" $?
}
# prints TITLE TEXT COMMAND…: the command succeeds and prints exactly this, lines joined by spaces.
prints() {
  local title=$1 expected=$2
  shift 2
  gcloud_compute "$@" && [ "$(xargs < "$scratch/out")" = "$expected" ]
  result "$title" $?
}
# refused TITLE WORDS COMMAND…: the command fails and says this.
refused() {
  local title=$1 words=$2
  shift 2
  ! gcloud_compute "$@" && tr '\n' ' ' < "$scratch/err" | grep --quiet -- "$words"
  result "$title" $?
}
names='--format=value(name)'

done_by 'network' networks create lb --subnet-mode auto
prints 'version of the API' "${GCLOUD_TRACK:-v1}" networks describe lb '--format=value(selfLink.segment(4))'
done_by 'firewall' firewall-rules create probes --network lb --allow tcp:8080 --source-ranges 130.211.0.0/22
prints 'firewall as stored' '1000 INGRESS' firewall-rules describe probes '--format=value(priority,direction)'
done_by 'instance template' instance-templates create web --machine-type e2-small --network lb
done_by 'two instances from it, in one batch' instances create web-1 web-2 --zone $zone --source-instance-template web
prints 'instance as stored' 'RUNNING' instances describe web-1 --zone $zone '--format=value(status)'
done_by 'instance group' instance-groups unmanaged create web --zone $zone
done_by 'members' instance-groups unmanaged add-instances web --zone $zone --instances web-1,web-2
done_by 'named port' instance-groups set-named-ports web --zone $zone --named-ports http:8080
prints 'members as listed' 'web-1 web-2' \
  instance-groups unmanaged list-instances web --zone $zone --sort-by instance '--format=value(instance.basename())'
done_by 'health check' health-checks create http alive --port 8080
done_by 'backend service' backend-services create web --global --protocol HTTP --port-name http --health-checks alive
done_by 'backend' backend-services add-backend web --global --instance-group web --instance-group-zone $zone
done_by 'URL map' url-maps create web --default-service web --global
done_by 'target proxy' target-http-proxies create web --url-map web --global
done_by 'address' addresses create web --global
done_by 'forwarding rule' \
  forwarding-rules create web --global --target-http-proxy web --address web --ports 80 --load-balancing-scheme EXTERNAL
prints 'forwarding rule as stored' '80-80' forwarding-rules describe web --global '--format=value(portRange)'
prints 'address in use' 'IN_USE' addresses describe web --global '--format=value(status)'

prints 'list of all zones' 'web-1 web-2' instances list --sort-by name "$names"
prints 'filtered list' 'web-2' instances list --zones $zone --filter name=web-2 "$names"
prints 'list in pages' 'web-1 web-2' instances list --zones $zone --page-size 1 "$names"

done_by 'backend service in a file' backend-services export web --global --destination "$scratch/web.yaml"
done_by 'patch' backend-services update web --global --timeout 7
prints 'patched' '7' backend-services describe web --global '--format=value(timeoutSec)'
done_by 'patch to what the file says' backend-services import web --global --source "$scratch/web.yaml"
prints 'patched back' '30' backend-services describe web --global '--format=value(timeoutSec)'
prints 'health of both members' '2' \
  backend-services get-health web --global '--format=value(status.healthStatus.len())'
refused 'a health check in use is not deleted' 'already being used by' health-checks delete alive
refused 'a backend service that is not there' 'was not found' backend-services describe none --global

done_by 'no forwarding rule' forwarding-rules delete web --global
done_by 'no address' addresses delete web --global
done_by 'no target proxy' target-http-proxies delete web --global
done_by 'no URL map' url-maps delete web --global
done_by 'no backend service' backend-services delete web --global
done_by 'no health check' health-checks delete alive
done_by 'no instance group' instance-groups unmanaged delete web --zone $zone
done_by 'no instances' instances delete web-1 web-2 --zone $zone
done_by 'no instance template' instance-templates delete web
done_by 'no firewall' firewall-rules delete probes
done_by 'no network' networks delete lb
prints 'no instances listed' '' instances list "$names"
prints 'no backend services listed' '' backend-services list "$names"
exit $status
