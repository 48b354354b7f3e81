package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

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
    CLEARED("floor: 4 bare resident processes, `/clear` after each prompt"),
    BARE("4 bare resident processes, all prompts in one conversation"),
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
        + " \"shared\"`, beside 4 bare resident processes that are fed the same prompts, with and"
        + " without `/clear` after each (a task begins with an empty context), and `xargs -P4"
        + " claude -p`, "
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
      report(
          lab.report(), side -> new Turns(runs.getOrDefault(side, List.of())), sides.gits(COUNTED));
    }
  }

  private static ClaudeSide.Run one(ClaudeSide sides, Side side, int tasks) throws Exception {
    return switch (side) {
      case INIT -> sides.pool(tasks);
      case SHARED -> sides.pool(tasks, "--workspace", "shared");
      case CLEARED -> sides.bare(tasks, true);
      case BARE -> sides.bare(tasks, false);
      case XARGS -> sides.xargs(tasks);
    };
  }

  private void report(Report report, Function<Side, Turns> turns, double gits) {
    report.head(
        List.of(
            "what",
            "tasks",
            "s per 100 tasks",
            "least",
            "most",
            "times the floor",
            "CPU ms a task",
            "of it the daemon",
            "of it its children that ended"));
    Turns floor = turns.apply(Side.CLEARED);
    for (Side side : Side.values()) {
      report.row(cells(side, turns.apply(side), floor));
    }
    report.line("");
    report.line(
        "Medians of the turns; ratios are those of runs in the same turn. CPU time is that of the"
            + " daemon, its agents and their children, not the fake model API's; children of the"
            + " daemon are its gits, and agents that were replaced after `recycle_after` tasks.");
    report.line("");
    Turns init = turns.apply(Side.INIT);
    ratio(report, "init beside shared", init.times(turns.apply(Side.SHARED)), true);
    ratio(report, "init beside the floor", init.times(floor), true);
    ratio(report, "the floor beside one conversation", floor.times(turns.apply(Side.BARE)), false);
    int most = changes ? 10 : 6;
    report.line(
        String.format(
            Locale.ROOT,
            "- git processes of agentpool a task, counted in a further run of %d tasks: %.2f;"
                + " target %s",
            COUNTED,
            gits,
            Report.verdict(gits <= most, "≤ " + most)));
  }

  private static List<String> cells(Side side, Turns turns, Turns floor) {
    List<String> cells = new ArrayList<>(List.of(side.label, Integer.toString(turns.tasks())));
    cells.addAll(turns.seconds());
    cells.add(Turns.shown(Turns.median(turns.times(floor))));
    cells.add(turns.milliseconds(ClaudeSide.Run::cpu));
    cells.add(turns.milliseconds(ClaudeSide.Run::daemon));
    cells.add(turns.milliseconds(ClaudeSide.Run::gits));
    return cells;
  }

  private static void ratio(Report report, String what, List<Double> times, boolean hasTarget) {
    double median = Turns.median(times);
    report.line(
        "- "
            + what
            + ": "
            + Turns.shown(median)
            + " times (turn by turn "
            + String.join(", ", times.stream().map(Turns::shown).toList())
            + ")"
            + (hasTarget ? "; target " + Report.verdict(median <= 1.25, "≤ 1.25") : ""));
  }
}
