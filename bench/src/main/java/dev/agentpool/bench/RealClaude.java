package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The real Claude CLI on a model API that answers at once: what the supervisor adds and saves with
 * what {@code agentpool init} writes. All sides take turns, and each turn begins with another one.
 */
final class RealClaude implements Scenario {
  private static final int TURNS = 4;
  private static final int COUNTED = 40;
  private final boolean changes;

  /**
   * @param changes whether each task writes a file
   */
  RealClaude(boolean changes) {
    this.changes = changes;
  }

  private enum Side {
    INIT("4 slots, as `agentpool init` writes it (worktrees)"),
    SHARED("4 slots, `agentpool init --workspace shared`"),
    BARE("floor: 4 bare resident processes"),
    XARGS("baseline: `xargs -P4 claude -p`");

    private final String label;

    Side(String label) {
      this.label = label;
    }
  }

  @Override
  public String name() {
    return changes ? "claude-changes" : "claude";
  }

  @Override
  public String about() {
    return "Tasks of the real Claude CLI against the fake model API in a git repository of 300"
        + " files, each task "
        + (changes ? "writing a file" : "changing nothing")
        + ": through a pool as `agentpool init` writes it, through the same with `workspace ="
        + " \"shared\"`, beside 4 bare resident processes that are fed the same prompts and `xargs"
        + " -P4 claude -p`, "
        + TURNS
        + " turns each, starting their processes each time.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Path claude = ClaudeCli.in(lab);
    int tasks = lab.runs(100);
    try (FakeModelApi api = FakeModelApi.start()) {
      ClaudeSide sides =
          new ClaudeSide(lab, claude, api, ClaudeCli.environment(lab, api, claude), changes);
      for (Side side : Side.values()) {
        one(sides, side, 2 * ClaudeSide.WIDTH); // what is read from the disk for the first time
      }
      Map<Side, List<ClaudeSide.Run>> runs = new EnumMap<>(Side.class);
      List<Side> order = new ArrayList<>(List.of(Side.values()));
      for (int turn = 0; turn < TURNS; turn++) {
        for (Side side : order) {
          int part = side == Side.XARGS ? (tasks + TURNS - 1) / TURNS : tasks;
          runs.computeIfAbsent(side, _ -> new ArrayList<>()).add(one(sides, side, part));
        }
        Collections.rotate(order, 1);
        if (turn == 1) {
          Collections.reverse(order); // so that no side always comes behind the same other
        }
      }
      report(lab.report(), runs, sides.gits(COUNTED));
    }
  }

  private static ClaudeSide.Run one(ClaudeSide sides, Side side, int tasks) throws Exception {
    return switch (side) {
      case INIT -> sides.pool(tasks);
      case SHARED -> sides.pool(tasks, "--workspace", "shared");
      case BARE -> sides.bare(tasks);
      case XARGS -> sides.xargs(tasks);
    };
  }

  private void report(Report report, Map<Side, List<ClaudeSide.Run>> runs, double[] gits) {
    report.head(
        List.of(
            "what",
            "tasks",
            "s per 100 tasks",
            "least",
            "most",
            "times the floor",
            "CPU s a task",
            "of it the daemon",
            "of it its gits"));
    runs.forEach((side, turns) -> report.row(cells(side, turns, runs.get(Side.BARE))));
    report.line("");
    report.line(
        "Medians of the turns; ratios are those of runs in the same turn. CPU seconds are those of"
            + " the whole machine, the fake model API and other work included.");
    report.line("");
    ratio(report, "init beside shared", runs.get(Side.INIT), runs.get(Side.SHARED));
    ratio(report, "init beside the floor", runs.get(Side.INIT), runs.get(Side.BARE));
    int most = changes ? 10 : 6;
    report.line(
        String.format(
            Locale.ROOT,
            "- git processes a task, counted in a further run of %d tasks: %.2f of agentpool"
                + " (target %s), %.2f of the CLI's own",
            COUNTED,
            gits[0],
            Report.verdict(gits[0] <= most, "≤ " + most),
            gits[1]));
  }

  private static List<String> cells(
      Side side, List<ClaudeSide.Run> turns, List<ClaudeSide.Run> floor) {
    return List.of(
        side.label,
        Integer.toString(turns.stream().mapToInt(ClaudeSide.Run::tasks).sum()),
        number(median(each(turns, RealClaude::per100))),
        number(Collections.min(each(turns, RealClaude::per100))),
        number(Collections.max(each(turns, RealClaude::per100))),
        number(median(ratios(turns, floor))),
        number(median(each(turns, run -> run.cpu() / run.tasks()))),
        number(median(each(turns, run -> run.daemon() / run.tasks()))),
        number(median(each(turns, run -> run.gits() / run.tasks()))));
  }

  private static void ratio(
      Report report, String what, List<ClaudeSide.Run> over, List<ClaudeSide.Run> under) {
    List<Double> ratios = ratios(over, under);
    double median = median(ratios);
    report.line(
        "- "
            + what
            + ": "
            + number(median)
            + " times (turn by turn "
            + String.join(", ", ratios.stream().map(RealClaude::number).toList())
            + "); target "
            + Report.verdict(median <= 1.25, "≤ 1.25"));
  }

  private static List<Double> ratios(List<ClaudeSide.Run> over, List<ClaudeSide.Run> under) {
    List<Double> ratios = new ArrayList<>();
    for (int turn = 0; turn < over.size(); turn++) {
      ratios.add(per100(over.get(turn)) / per100(under.get(turn)));
    }
    return ratios;
  }

  private static double per100(ClaudeSide.Run run) {
    return 100 * run.seconds() / run.tasks();
  }

  private static List<Double> each(
      List<ClaudeSide.Run> turns, ToDoubleFunction<ClaudeSide.Run> figure) {
    return turns.stream().map(figure::applyAsDouble).toList();
  }

  private static double median(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
