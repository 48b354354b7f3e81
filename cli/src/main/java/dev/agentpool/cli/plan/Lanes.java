package dev.agentpool.cli.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Who waits for whom, drawn from above to below: a line for each in which it is a mark, in a lane
 * that leads to it from whom it waits for; and lines in which lanes part and meet. The same graph
 * is always drawn the same.
 */
final class Lanes {
  private static final int NOBODY = -1;
  private final List<Set<Integer>> after;
  private final List<Integer> order;
  private final IntFunction<String> mark;
  private final boolean unicode;
  private final boolean dense;
  private final List<Integer> lanes = new ArrayList<>(); // to whom each leads
  private final List<Line> lines = new ArrayList<>();

  /**
   * A line of the drawing.
   *
   * @param place of whom it shows; below 0 where lanes only part or meet
   */
  record Line(int place, String text) {
    boolean isOfOne() {
      return place >= 0;
    }
  }

  /**
   * @param before of each, by its place, those that it waits for
   * @param mark one character for each
   * @param dense without a column between lanes
   */
  Lanes(List<Set<Integer>> before, IntFunction<String> mark, boolean unicode, boolean dense) {
    this.dense = dense;
    this.order = order(before);
    this.after = after(before, order);
    this.mark = mark;
    this.unicode = unicode;
  }

  /** Nothing of those that wait for each other in a circle. */
  List<Line> lines() {
    for (int place : order) {
      meet(place);
      int lane = lanes.indexOf(place);
      if (lane < 0) {
        lane = free(0);
      }
      lanes.set(lane, place);
      lines.add(new Line(place, drawn(lane, Set.of(), mark.apply(place), ' ')));
      part(lane, place);
    }
    return lines;
  }

  /** All lanes that lead to one become its first. */
  private void meet(int place) {
    Set<Integer> ends = new TreeSet<>();
    for (int lane = 0; lane < lanes.size(); lane++) {
      if (lanes.get(lane) == place) {
        ends.add(lane);
      }
    }
    if (ends.size() > 1) {
      int first = ends.iterator().next();
      ends.remove(first);
      lines.add(new Line(NOBODY, drawn(first, ends, unicode ? "├" : "|", unicode ? '┴' : '\'')));
      ends.forEach(lane -> lanes.set(lane, NOBODY));
      trim();
    }
  }

  /** A lane for each that waits for it, the first in its own. */
  private void part(int lane, int place) {
    List<Integer> next = List.copyOf(after.get(place));
    lanes.set(lane, next.isEmpty() ? NOBODY : next.getFirst());
    Set<Integer> ends = new TreeSet<>();
    for (int each : next.subList(Math.min(1, next.size()), next.size())) {
      int free = free(lane + 1);
      lanes.set(free, each);
      ends.add(free);
    }
    if (!ends.isEmpty()) {
      lines.add(new Line(NOBODY, drawn(lane, ends, unicode ? "├" : "|", unicode ? '┬' : '.')));
    }
    trim();
  }

  private int free(int from) {
    for (int lane = from; lane < lanes.size(); lane++) {
      if (lanes.get(lane) == NOBODY) {
        return lane;
      }
    }
    lanes.add(NOBODY);
    return lanes.size() - 1;
  }

  private void trim() {
    while (!lanes.isEmpty() && lanes.getLast() == NOBODY) {
      lanes.removeLast();
    }
  }

  /**
   * @param ends lanes to the right of that one, to which it has a line
   * @param end how they look, the last of them apart
   */
  private String drawn(int lane, Set<Integer> ends, String here, char end) {
    int last = ends.stream().mapToInt(Integer::intValue).max().orElse(lane);
    StringBuilder line = new StringBuilder();
    for (int each = 0; each < lanes.size(); each++) {
      boolean isCrossed = each > lane && each < last;
      boolean isOpen = lanes.get(each) != NOBODY;
      if (each == lane) {
        line.append(here);
      } else if (each == last && unicode) {
        line.append(end == '┬' ? '╮' : '╯');
      } else if (ends.contains(each)) {
        line.append(end);
      } else if (isCrossed) {
        line.append(unicode ? (isOpen ? '┼' : '─') : isOpen ? '+' : '-');
      } else {
        line.append(isOpen ? (unicode ? '│' : '|') : ' ');
      }
      if (!dense) {
        line.append(each >= lane && each < last ? (unicode ? '─' : '-') : ' ');
      }
    }
    return line.toString().stripTrailing();
  }

  /** Every place behind those it waits for, otherwise as it was given. */
  private static List<Integer> order(List<Set<Integer>> before) {
    List<Integer> order = new ArrayList<>();
    Set<Integer> done = new HashSet<>();
    boolean isMoving = true;
    while (isMoving) {
      isMoving = false;
      for (int place = 0; place < before.size() && !isMoving; place++) {
        if (!done.contains(place) && done.containsAll(before.get(place))) {
          done.add(place);
          order.add(place);
          isMoving = true;
        }
      }
    }
    return order;
  }

  /** Of each who waits for it, in their order; not who waits for another that waits for it. */
  private static List<Set<Integer>> after(List<Set<Integer>> before, List<Integer> order) {
    List<Set<Integer>> upstream = new ArrayList<>();
    List<Set<Integer>> after = new ArrayList<>();
    before.forEach(_ -> {
      upstream.add(new HashSet<>());
      after.add(new LinkedHashSet<>());
    });
    for (int place : order) {
      Set<Integer> farther = new HashSet<>();
      before.get(place).forEach(one -> farther.addAll(upstream.get(one)));
      for (int one : before.get(place)) {
        if (!farther.contains(one)) {
          after.get(one).add(place);
        }
      }
      upstream.get(place).addAll(farther);
      upstream.get(place).addAll(before.get(place));
    }
    return after;
  }
}
