// Changes that happen later on the sandbox clock. They are kept in one heap and applied when somebody looks,
// so ten thousand cards in flight need no timer and everybody sees them in the right order.

interface Change {
  dueAt: number;
  order: number;
  apply: () => void;
}

function before(a: Change, b: Change): boolean {
  return a.dueAt === b.dueAt ? a.order < b.order : a.dueAt < b.dueAt;
}

export class Timeline {
  private heap: Change[] = [];
  private order = 0;

  add(dueAt: number, apply: () => void): void {
    const change = { dueAt, order: this.order++, apply };
    const heap = this.heap;
    let at = heap.length;
    heap.push(change);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (!parent || before(parent, change)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = change;
  }

  /** Applies everything due at `now`, in time order; `at` tells the change's own time while it runs. */
  runUntil(now: number, at: (dueAt: number) => void): void {
    for (let next = this.heap[0]; next && next.dueAt <= now; next = this.heap[0]) {
      this.removeFirst();
      at(next.dueAt);
      next.apply();
    }
  }

  clear(): void {
    this.heap = [];
  }

  private removeFirst(): void {
    const heap = this.heap;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const child = right && left && before(right, left) ? right : left;
      if (!child || before(last, child)) break;
      heap[at] = child;
      at = child === right ? 2 * at + 2 : 2 * at + 1;
    }
    heap[at] = last;
  }
}
