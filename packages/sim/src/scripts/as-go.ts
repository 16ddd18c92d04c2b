import { bodyFieldOf, isInClients, messageOf, requestOf, rpcOf, serviceOf } from './rpc-names.ts';
import type { WrittenCall } from './written-call.ts';

/** As a program on `cloud.google.com/go/compute/apiv1`; what that has not is told, and left out. */
export function asGo(calls: readonly WrittenCall[]): string {
  return [
    HEAD,
    ...calls.map((call) =>
      isInClients(call)
        ? byClient(call)
        : `\t// The client has no ${call.version} of ${call.method.id}: see the same as curl.`,
    ),
    '}',
    '',
  ].join('\n');
}

const HEAD = `package main

import (
	"context"
	"log"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

// read makes a message of its JSON.
func read[T proto.Message](message T, text string) T {
	if err := protojson.Unmarshal([]byte(text), message); err != nil {
		log.Fatal(err)
	}
	return message
}

// done waits for the operation that a change starts.
func done(ctx context.Context, operation *compute.Operation, err error) error {
	if err != nil {
		return err
	}
	return operation.Wait(ctx)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	ctx := context.Background()`;

function byClient(call: WrittenCall): string {
  const { method, fingerprint, refusal } = call;
  const made = (service: string): string => `must(compute.New${service}RESTClient(ctx))`;
  const lines = [`request := read(&computepb.${requestOf(method)}{}, ${text(messageOf(call))})`];
  if (fingerprint !== undefined) {
    const { get, at, field } = fingerprint;
    const getter = at.map((name) => `.Get${capital(name)}()`).join('');
    lines.push(
      `current := must(${made(serviceOf(get.method))}.Get(ctx, read(&computepb.${requestOf(get.method)}{}, ${text(get.parameters)})))`,
      `request.${capital(bodyFieldOf(method))}.${capital(field)} = proto.String(current${getter})`,
    );
  }
  const sent = `${made(serviceOf(method))}.${rpcOf(method)}(ctx, request)`;
  const isChange = method.operationScope !== undefined;
  lines.push(isChange ? `operation, err := ${sent}` : `_, err := ${sent}`);
  if (isChange) lines.push('err = done(ctx, operation, err)');
  lines.push(refusal === undefined ? 'check(err)' : 'log.Print(err)');
  const note = refusal === undefined ? [] : [`\t// It was refused: ${refusal.replaceAll(/\s+/g, ' ')}`];
  return [...note, '\t{', ...lines.map((line) => `\t\t${line}`), '\t}'].join('\n');
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** JSON as a text of Go: the escapes of both are the same, but for one of surrogates, which JSON does not make. */
const text = (value: unknown): string => JSON.stringify(JSON.stringify(value));
