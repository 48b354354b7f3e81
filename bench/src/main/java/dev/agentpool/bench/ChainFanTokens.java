package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a chain and a fan-out bill, by whose processes run their tasks. */
final class ChainFanTokens implements Scenario {
  private static final int STEPS = 10;
  private static final int ITEMS = 16;
  private static final int WIDTH = 4;

  /** The permission mode of a plain {@code claude -p}, so that both tell their model the same. */
  private static final String ASKING = "default";

  private static final String OUTPUT =
      "Found the place, changed it, and ran the tests. ".repeat(20);

  @Override
  public String name() {
    return "chain-fan-tokens";
  }

  @Override
  public String about() {
    return "A chain of "
        + STEPS
        + " steps, each given the output before it, and a fan-out of "
        + ITEMS
        + ", "
        + WIDTH
        + " at a time, with the real Claude CLI against the fake model API: tokens by kind as the simulated prompt "
        + "cache bills them, at list prices; on warm and on one-shot slots, beside one `claude -p` for each task. "
        + "Each row has a prompt cache of its own, empty at first.";
  }

  private record Billed(double seconds, TokenBill bill) {}

  /** Something that is done with a model API and billed. */
  private interface Work {
    double seconds(FakeModelApi api) throws Exception;
  }

  private interface OnPool {
    void run(MeasuredDaemon daemon) throws IOException;
  }

  @Override
  public void run(Lab lab) throws Exception {
    List<String> columns = new ArrayList<>(List.of("what", "tasks", "seconds"));
    columns.addAll(TokenBill.COLUMNS);
    columns.add("part of the cost");
    lab.report().head(columns);
    compare(lab, "chain", STEPS, api -> byHand(lab, api, 1, STEPS), ChainFanTokens::chain);
    compare(lab, "fan-out", ITEMS, api -> byHand(lab, api, WIDTH, ITEMS), ChainFanTokens::fanOut);
  }

  private static void compare(Lab lab, String what, int tasks, Work byHand, OnPool work)
      throws Exception {
    Billed baseline = billed(byHand);
    row(lab, "baseline: " + what + ", one `claude -p` a task", tasks, baseline, baseline);
    Billed oneShot = billed(api -> onPool(lab, api, "ephemeral", ASKING, work));
    row(lab, what + " on " + WIDTH + " one-shot slots", tasks, oneShot, baseline);
    Billed warm = billed(api -> onPool(lab, api, "persistent", ASKING, work));
    row(lab, what + " on " + WIDTH + " warm slots", tasks, warm, baseline);
    Billed planning = billed(api -> onPool(lab, api, "persistent", "plan", work));
    row(lab, what + " on " + WIDTH + " warm slots in plan mode", tasks, planning, baseline);
  }

  private static Billed billed(Work work) throws Exception {
    try (FakeModelApi api = FakeModelApi.start()) {
      double seconds = work.seconds(api);
      return new Billed(seconds, TokenBill.of(api));
    }
  }

  private static void row(Lab lab, String what, int tasks, Billed billed, Billed baseline) {
    List<String> cells = new ArrayList<>();
    cells.add(what);
    cells.add(Integer.toString(tasks));
    cells.add(String.format(Locale.ROOT, "%.2f", billed.seconds));
    cells.addAll(billed.bill.cells());
    double part = 100 * billed.bill.dollars() / baseline.bill.dollars();
    cells.add(String.format(Locale.ROOT, "%.0f %%", part));
    lab.report().row(cells);
  }

  private static String step(int number, String before) {
    return "Step "
        + number
        + " of a change. What came before:\n\n"
        + before
        + "\n\n@@say "
        + number
        + ". "
        + OUTPUT
        + "@@";
  }

  private static String item(int number) {
    return "Look at part " + number + " and change it. @@say " + number + ". " + OUTPUT + "@@";
  }

  private static double onPool(
      Lab lab, FakeModelApi api, String slotMode, String permissionMode, OnPool work)
      throws Exception {
    String toml =
        """
        slots = %d
        [settings]
        provider = "claude"
        slot_mode = "%s"
        permission_mode = "%s"
        """
            .formatted(WIDTH, slotMode, permissionMode);
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.with(ClaudeCli.environment(lab, api, ClaudeCli.in(lab))).start();
      daemon.pool();
      long began = System.nanoTime();
      work.run(daemon);
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private static void chain(MeasuredDaemon daemon) throws IOException {
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(step(i, i == 0 ? "nothing" : "{previous_output}"));
    }
    String id =
        daemon
            .connection()
            .post("/v1/chains", Map.of("dir", daemon.project().toString(), "steps", steps))
            .get("chain_id")
            .asString();
    daemon.awaitCompleted(List.of(id));
  }

  private static void fanOut(MeasuredDaemon daemon) throws IOException {
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      prompts.add(item(i));
    }
    daemon
        .connection()
        .post("/v1/tasks/fan-out", Map.of("dir", daemon.project().toString(), "prompts", prompts));
  }

  /** What people do without a pool: a process for each, so many lines of them side by side. */
  private static double byHand(Lab lab, FakeModelApi api, int lines, int tasks) throws Exception {
    Path project = lab.folder("x").toRealPath();
    Map<String, String> environment = ClaudeCli.environment(lab, api, ClaudeCli.in(lab));
    long began = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(lines)) {
      List<Future<?>> all = new ArrayList<>();
      for (int line = 0; line < lines; line++) {
        int first = line;
        Path notes = lab.folder("notes-" + line);
        ClaudeCli claude = new ClaudeCli(project, notes, environment);
        all.add(
            threads.submit(() -> {
              String before = "nothing";
              for (int i = first; i < tasks; i += lines) {
                String prompt = lines == 1 ? step(i, before) : item(i);
                before = claude.once(Collections.emptyList(), prompt).said();
              }
              return before;
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
