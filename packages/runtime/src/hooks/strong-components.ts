/**
 * Number of the strongly connected part that each node lies in: two nodes share one when each reaches the other.
 * Tarjan's algorithm, with a stack of its own so that long chains do not exhaust the engine's.
 */
export function toStrongComponents<Node>(nodes: readonly Node[], edges: readonly (readonly [Node, Node])[]): Map<Node, number> {
  const next = new Map<Node, Node[]>(nodes.map((node) => [node, []]));
  for (const [from, to] of edges) next.get(from)?.push(to);
  const state: SearchState<Node> = { next, index: new Map(), low: new Map(), component: new Map(), open: [] };
  for (const node of nodes) if (!state.index.has(node)) search(node, state);
  return state.component;
}

interface SearchState<Node> {
  readonly next: ReadonlyMap<Node, readonly Node[]>;
  readonly index: Map<Node, number>;
  readonly low: Map<Node, number>;
  readonly component: Map<Node, number>;
  /** Nodes that were reached and whose part is not known yet. */
  readonly open: Node[];
}

function search<Node>(root: Node, state: SearchState<Node>): void {
  const path = [{ node: root, edge: 0 }];
  for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
    const { node } = frame;
    if (!state.index.has(node)) enter(node, state);
    const peer = state.next.get(node)?.[frame.edge];
    frame.edge += 1;
    if (peer === undefined) {
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent.node, state.low.get(node), state);
      leave(node, state);
    } else if (!state.index.has(peer)) {
      path.push({ node: peer, edge: 0 });
    } else if (!state.component.has(peer)) {
      lower(node, state.index.get(peer), state);
    }
  }
}

function enter<Node>(node: Node, state: SearchState<Node>): void {
  state.low.set(node, state.index.size);
  state.index.set(node, state.index.size);
  state.open.push(node);
}

function lower<Node>(node: Node, value: number | undefined, state: SearchState<Node>): void {
  state.low.set(node, Math.min(state.low.get(node) ?? Infinity, value ?? Infinity));
}

function leave<Node>(node: Node, state: SearchState<Node>): void {
  const id = state.index.get(node);
  if (id === undefined || state.low.get(node) !== id) return;
  const members = state.open.splice(state.open.lastIndexOf(node));
  for (const member of members) state.component.set(member, id);
}
