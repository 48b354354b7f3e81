package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The real Claude CLI on a model API that answers at once: what the supervisor adds and saves. */
final class RealClaude implements Scenario {
  private static final int WIDTH = 4;

  @Override
  public String name() {
    return "claude";
  }

  @Override
  public String about() {
    return "Tasks of the real Claude CLI against the fake model API: on "
        + WIDTH
        + " resident slots, on "
        + WIDTH
        + " one-shot slots, beside `xargs -P"
        + WIDTH
        + " claude -p` with the same prompts.";
  }

  private record Run(double seconds, double cpuSeconds) {}

  @Override
  public void run(Lab lab) throws Exception {
    Path claude = ClaudeCli.in(lab);
    int tasks = lab.runs(100);
    try (FakeModelApi api = FakeModelApi.start()) {
      xargs(lab, claude, api, 2 * WIDTH); // what the machine reads from its disk for the first time
      Run xargs = xargs(lab, claude, api, tasks);
      Run oneShot = pool(lab, claude, api, "ephemeral", tasks, 0);
      Run resident = pool(lab, claude, api, "persistent", tasks, 0);
      Run warm = pool(lab, claude, api, "persistent", tasks, WIDTH);
      Report report = lab.report();
      report.head(
          List.of(
              "what",
              "tasks",
              "seconds",
              "tasks a second",
              "times xargs",
              "CPU s a task",
              "target"));
      report.row(cells("baseline: `xargs -P" + WIDTH + " claude -p`", tasks, xargs, xargs, 0));
      report.row(cells(WIDTH + " one-shot slots", tasks, oneShot, xargs, 0));
      report.row(
          cells(WIDTH + " resident slots, starting their processes", tasks, resident, xargs, 3.3));
      report.row(cells(WIDTH + " resident slots, processes already warm", tasks, warm, xargs, 0));
      report.line("");
      report.line(
          "CPU seconds are those of the whole machine, the fake model API and other work included. "
              + "Requests served: "
              + api.requests().size()
              + ".");
    }
  }

  private static List<String> cells(String what, int tasks, Run run, Run xargs, double target) {
    double ratio = xargs.seconds / run.seconds;
    return List.of(
        what,
        Integer.toString(tasks),
        number(run.seconds),
        number(tasks / run.seconds),
        number(ratio),
        number(run.cpuSeconds / tasks),
        target == 0 ? "" : Report.verdict(ratio >= target, "≥ " + target));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String prompt(int number) {
    return "@@say ok " + number + "@@";
  }

  private static Run xargs(Lab lab, Path claude, FakeModelApi api, int tasks) throws Exception {
    Path directory = lab.folder("x");
    List<String> prompts = new ArrayList<>();
    for (int i = 0; i < tasks; i++) {
      prompts.add(prompt(i));
    }
    Files.write(directory.resolve("prompts"), prompts);
    ProcessBuilder builder =
        new ProcessBuilder(
            "xargs", "-P" + WIDTH, "-d", "\n", "-n1", "timeout", "120", "claude", "-p");
    builder.directory(directory.toFile()).redirectInput(directory.resolve("prompts").toFile());
    builder
        .redirectOutput(directory.resolve("said").toFile())
        .redirectError(directory.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(ClaudeCli.environment(lab, api, claude));
    double cpu = ProcessFigures.machineCpuSeconds();
    long began = System.nanoTime();
    int exit = builder.start().waitFor();
    Run run = since(began, cpu);
    if (exit != 0 || Files.readAllLines(directory.resolve("said")).size() != tasks) {
      throw new IOException(
          "xargs ended with " + exit + ": " + Files.readString(directory.resolve("err")));
    }
    return run;
  }

  private static Run pool(
      Lab lab, Path claude, FakeModelApi api, String mode, int tasks, int before) throws Exception {
    String toml =
        "slots = " + WIDTH + "\n[settings]\nprovider = \"claude\"\nslot_mode = \"" + mode + "\"\n";
    try (MeasuredDaemon daemon = new MeasuredDaemon(lab, toml)) {
      daemon.with(ClaudeCli.environment(lab, api, claude)).start();
      daemon.pool();
      if (before > 0) {
        List<String> first = new ArrayList<>();
        for (int i = 0; i < before; i++) {
          first.add("@@slow 4 500@@ @@say warm@@"); // long enough that each slot gets one
        }
        daemon.awaitCompleted(daemon.submitAll(first));
        daemon.awaitIdle();
      }
      List<String> prompts = new ArrayList<>();
      for (int i = 0; i < tasks; i++) {
        prompts.add(prompt(i));
      }
      double cpu = ProcessFigures.machineCpuSeconds();
      long began = System.nanoTime();
      List<String> ids = daemon.submitAll(prompts);
      daemon.awaitCompleted(ids);
      return since(began, cpu);
    }
  }

  private static Run since(long began, double cpu) throws IOException {
    return new Run((System.nanoTime() - began) / 1e9, ProcessFigures.machineCpuSeconds() - cpu);
  }
}
