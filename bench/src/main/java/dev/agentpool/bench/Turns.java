package dev.agentpool.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The turns of one side, in their order. */
record Turns(List<ClaudeSide.Run> runs) {
  private static double per100(ClaudeSide.Run run) {
    return 100 * run.seconds() / run.tasks();
  }

  int tasks() {
    return runs.stream().mapToInt(ClaudeSide.Run::tasks).sum();
  }

  /** Seconds for a hundred tasks: median, least, most. */
  List<String> seconds() {
    List<Double> each = runs.stream().map(Turns::per100).toList();
    return List.of(shown(median(each)), shown(Collections.min(each)), shown(Collections.max(each)));
  }

  /** Of a figure, for one task. */
  String milliseconds(ToDoubleFunction<ClaudeSide.Run> seconds) {
    List<Double> each =
        runs.stream().map(run -> 1000 * seconds.applyAsDouble(run) / run.tasks()).toList();
    return String.format(Locale.ROOT, "%.0f", median(each));
  }

  /** How many times as long as the other side, in each turn. */
  List<Double> times(Turns other) {
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < runs.size(); turn++) {
      ratios.add(per100(runs.get(turn)) / per100(other.runs.get(turn)));
    }
    return ratios;
  }

  static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  static String shown(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
