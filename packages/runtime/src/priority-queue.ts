/** Gives the least of its items first. */
export interface PriorityQueue<Item> {
  /** Adds an item. */
  push(item: Item): void;
  /** Removes and returns the least item; undefined when there is none. */
  pop(): Item | undefined;
}

/** A binary heap. `compare` is negative when `a` goes first. */
export function createPriorityQueue<Item>(items: readonly Item[], compare: (a: Item, b: Item) => number): PriorityQueue<Item> {
  const heap: Item[] = [];
  const isBefore = (a: number, b: number): boolean => compare(heap[a] as Item, heap[b] as Item) < 0;
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as Item, heap[a] as Item];
  };
  const queue: PriorityQueue<Item> = {
    push(item) {
      heap.push(item);
      for (let place = heap.length - 1, parent = (place - 1) >> 1; place > 0 && isBefore(place, parent); parent = (place - 1) >> 1) {
        swap(place, parent);
        place = parent;
      }
    },
    pop() {
      if (heap.length < 2) return heap.pop();
      swap(0, heap.length - 1);
      const least = heap.pop();
      for (let place = 0; ;) {
        const left = 2 * place + 1;
        const child = left + 1 < heap.length && isBefore(left + 1, left) ? left + 1 : left;
        if (child >= heap.length || !isBefore(child, place)) return least;
        swap(place, child);
        place = child;
      }
    },
  };
  for (const item of items) queue.push(item);
  return queue;
}
