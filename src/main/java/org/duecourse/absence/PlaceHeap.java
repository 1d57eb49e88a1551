package org.duecourse.absence;

import java.util.Arrays;

/** Places by their distance, the nearest first; a distance can become smaller while in it. */
final class PlaceHeap {
  private static final int OUT = -1;

  private final long[] distance;
  private final int[] heap;
  private final int[] position;
  private int size;

  /**
   * @param places how many there can be
   * @param distance theirs; the heap reads it
   */
  PlaceHeap(int places, long[] distance) {
    this.distance = distance;
    this.heap = new int[places];
    this.position = new int[places];
    Arrays.fill(position, OUT);
  }

  boolean isEmpty() {
    return size == 0;
  }

  int least() {
    return heap[0];
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      position[heap[i]] = OUT;
    }
    size = 0;
  }

  /** Puts a place in, or moves it up after its distance became smaller. */
  void lower(int place) {
    int at = position[place];
    if (at == OUT) {
      at = size++;
    }
    up(at, place);
  }

  int removeLeast() {
    int least = heap[0];
    position[least] = OUT;
    int last = heap[--size];
    if (size > 0) {
      down(last);
    }
    return least;
  }

  private void up(int from, int place) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >> 1;
      if (distance[heap[parent]] <= distance[place]) {
        break;
      }
      put(at, heap[parent]);
      at = parent;
    }
    put(at, place);
  }

  private void down(int place) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && distance[heap[child + 1]] < distance[heap[child]]) {
        child++;
      }
      if (distance[heap[child]] >= distance[place]) {
        break;
      }
      put(at, heap[child]);
      at = child;
    }
    put(at, place);
  }

  private void put(int at, int place) {
    heap[at] = place;
    position[place] = at;
  }
}
