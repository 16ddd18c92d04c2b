import type { JSX } from 'preact';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useConsole } from '../live/console-context.ts';
import { goTo, hashOf } from '../routes/route.ts';
import type { BalancerGraph, GraphNode, HealthTally } from './balancer-graph.ts';
import { heightOf } from './balancer-graph.ts';
import type { Place } from './layout.ts';
import { layOut, NODE_WIDTH } from './layout.ts';
import { linesOf } from './lines.ts';
import type { Part } from './seen-part.ts';
import { meets } from './seen-part.ts';
import { useSeenPart } from './use-seen-part.ts';

interface PictureProps {
  readonly graph: BalancerGraph;
  /** Ids of what a request goes through; empty where none was asked about. */
  readonly lit: ReadonlySet<string>;
  /** Unfolds the members of a group, or folds them. */
  readonly fold: (group: string) => void;
}

const STEP = 1.25;
/** At first it is made no smaller than this, so that it can be read. */
const LEAST_SCALE = 0.7;
/** What the frame takes at its sides, in CSS pixels; the style sheet says the same. */
const FRAME = 42;

/** Pictures of no more boxes are made whole, so that browsers find every word in them. */
const MOST_WHOLE = 300;

/** The picture: boxes that are links, and lines between them. It scrolls as any page does. Of a large one that is made which is in sight. */
export function Picture({ graph, lit, fold }: PictureProps): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setScale] = useState<number | undefined>();
  const scale = chosen ?? 1;
  const nodes = useMemo(() => graph.nodes.map((node) => ({ ...node, height: heightOf(node) })), [graph]);
  const layout = useMemo(() => layOut(nodes, graph.edges), [nodes, graph]);
  const sorted = useMemo(() => inReadingOrder(nodes, layout.places), [nodes, layout]);
  const lines = useMemo(() => linesOf(graph.edges, nodes, layout.places), [graph, nodes, layout]);
  const part = useSeenPart(frame, scale, nodes.length > MOST_WHOLE);
  const fit = (): void => {
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    setScale(Math.min(1, (clientWidth - FRAME) / layout.width, (clientHeight - FRAME) / layout.height));
  };
  useLayoutEffect(() => {
    const { clientWidth = 0 } = frame.current ?? {};
    setScale(Math.max(LEAST_SCALE, Math.min(1, (clientWidth - FRAME) / layout.width)));
  }, []);
  // It begins where the first box is, which may be far down, for what it leads to is above and below.
  const isSized = chosen !== undefined;
  const [first] = sorted;
  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null || first === undefined) return;
    const [top, height] = [first.place.y * scale, current.clientHeight];
    if (top > 0.75 * height) current.scrollTop = top - height / 3;
  }, [isSized]);
  // What is the same element is not looked at again: at another scale the canvas alone is changed.
  const paths = useMemo(
    () =>
      lines
        .filter(({ bounds }) => meets(bounds, part))
        .map(({ from, to, d }) => (
          <path key={`${from} ${to}`} class={lit.has(from) && lit.has(to) ? 'lit' : ''} d={d} />
        )),
    [lines, part, lit],
  );
  const boxes = useMemo(
    () =>
      sorted.flatMap(({ node, place }, index) =>
        meets(boundsOf(place, node.height), part)
          ? [
              <Box
                key={node.id}
                node={node}
                place={place}
                isLit={lit.has(node.id)}
                fold={fold}
                number={index + 1}
                count={sorted.length}
              />,
            ]
          : [],
      ),
    [sorted, part, lit, fold],
  );
  return (
    <>
      <div class="bar zoom" role="group" aria-label="Size of the picture">
        <button type="button" onClick={() => setScale(scale / STEP)} aria-label="Smaller">
          −
        </button>
        <button type="button" onClick={fit}>
          All of it
        </button>
        <button type="button" onClick={() => setScale(scale * STEP)} aria-label="Larger">
          +
        </button>
      </div>
      <div
        class="picture"
        ref={frame}
        tabIndex={0}
        role="region"
        aria-label="Load balancers from left to right, scrollable"
      >
        <div style={{ width: `${layout.width * scale}px`, height: `${layout.height * scale}px` }}>
          <div
            class={lit.size > 0 ? 'canvas is-lit' : 'canvas'}
            style={{ width: `${layout.width}px`, height: `${layout.height}px`, transform: `scale(${scale})` }}
          >
            <svg width={layout.width} height={layout.height} aria-hidden="true">
              {paths}
            </svg>
            <ul>{boxes}</ul>
          </div>
        </div>
      </div>
    </>
  );
}

const boundsOf = ({ x, y }: Place, height: number): Part => ({
  left: x,
  top: y,
  right: x + NODE_WIDTH,
  bottom: y + height,
});

type Sized = GraphNode & { readonly height: number };

/** Column by column from the left, each from the top: as it is read, and as Tab goes through it. */
const inReadingOrder = (
  nodes: readonly Sized[],
  places: ReadonlyMap<string, Place>,
): readonly { readonly node: Sized; readonly place: Place }[] =>
  nodes
    .flatMap((node) => {
      const place = places.get(node.id);
      return place === undefined ? [] : [{ node, place }];
    })
    .toSorted((a, b) => a.place.x - b.place.x || a.place.y - b.place.y);

interface BoxProps {
  readonly node: Sized;
  readonly place: Place;
  readonly isLit: boolean;
  readonly fold: (group: string) => void;
  /** Among how many boxes it is which. */
  readonly number: number;
  readonly count: number;
}

function Box({ node, place, isLit, fold, number, count }: BoxProps): JSX.Element {
  const { route } = useConsole();
  const { id, kind, title, lines, health, folds, height } = node;
  const isFolded = id.endsWith(':members');
  const placed = {
    transform: `translate(${place.x}px, ${place.y}px)`,
    height: `${height}px`,
    width: `${NODE_WIDTH}px`,
  };
  return (
    <li class={`box ${isLit ? 'lit' : ''}`} style={placed} aria-posinset={number} aria-setsize={count}>
      <span class="kind">{kind}</span>
      {isFolded ? (
        <strong class="title">{title}</strong>
      ) : (
        <a class="title" href={hashOf(goTo(route, 'resource', id))}>
          {title}
        </a>
      )}
      {lines.map((line) => (
        <span class="line" key={line} title={line}>
          {line}
        </span>
      ))}
      {health !== undefined && <HealthBar health={health} />}
      {folds !== undefined && (
        <button type="button" class="fold" aria-expanded={!isFolded} onClick={() => fold(folds)}>
          {isFolded ? 'Show each' : 'Show as one'}
        </button>
      )}
    </li>
  );
}

/** In the order in which they are drawn. */
const STATES = ['HEALTHY', 'DRAINING', 'UNKNOWN', 'TIMEOUT', 'UNHEALTHY'];

function HealthBar({ health }: { readonly health: HealthTally }): JSX.Element {
  const states = Object.keys(health).toSorted((a, b) => STATES.indexOf(a) - STATES.indexOf(b));
  const isOne = states.length === 1 && health[states[0] ?? ''] === 1;
  return (
    <span class="health">
      <span class="health-bar" aria-hidden="true">
        {states.map((state) => (
          <span key={state} class={state.toLowerCase()} style={{ flexGrow: health[state] ?? 0 }} />
        ))}
      </span>
      <span class="health-words">
        {states.map((state) => (isOne ? state : `${health[state]} ${state}`)).join(', ')}
      </span>
    </span>
  );
}
