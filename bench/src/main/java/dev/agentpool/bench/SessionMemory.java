package dev.agentpool.bench;

import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Whether a process that is kept grows with its tasks. */
final class SessionMemory implements Scenario {
  private static final List<Integer> LOOKS = List.of(1, 10, 50, 100, 200);
  private static final int ONE_SHOTS = 10;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String about() {
    return "Memory of one resident process of the real Claude CLI after so many tasks against the"
        + " fake model API, the same process throughout, beside one process for each task:"
        + " PSS of all that belongs to the session.";
  }

  @Override
  public void run(Lab lab) throws Exception {
    Path claude = ClaudeCli.in(lab);
    lab.report().head(List.of("what", "tasks", "PSS of its processes", "peak RSS of the largest"));
    try (FakeModelApi api = FakeModelApi.start()) {
      Map<String, String> environment = ClaudeCli.environment(lab, api, claude);
      int before = 0;
      String settings = "slots = 1\n[settings]\nprovider = \"claude\"\nrecycle_after = 1000\n";
      try (MeasuredDaemon daemon =
          new MeasuredDaemon(lab, settings + "slot_mode = \"persistent\"\n")) {
        daemon.with(environment).start();
        daemon.pool();
        for (int look : LOOKS) {
          daemon.awaitCompleted(daemon.submitAll(prompts(before, look)));
          daemon.awaitIdle();
          before = look;
          row(lab, "resident process", look, Memory.of(daemon));
        }
        if (daemon.sessionFolders().size() > 1) {
          throw new IOException("the process was replaced in between");
        }
      }
      try (MeasuredDaemon daemon =
          new MeasuredDaemon(lab, settings + "slot_mode = \"ephemeral\"\n")) {
        daemon.with(environment).start();
        daemon.pool();
        Memory most = new Memory(0, 0);
        for (int i = 0; i < ONE_SHOTS; i++) {
          List<String> one = daemon.submitAll(List.of("@@slow 4 1500@@ @@say ok@@"));
          TimeUnit.MILLISECONDS.sleep(1_200); // in the middle of its answer
          most = most.max(Memory.of(daemon));
          daemon.awaitCompleted(one);
        }
        row(lab, "baseline: one process a task, the largest of " + ONE_SHOTS, 1, most);
      }
    }
  }

  private static List<String> prompts(int from, int to) {
    List<String> prompts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      prompts.add("@@say answer number " + i + "@@");
    }
    return prompts;
  }

  private static void row(Lab lab, String what, int tasks, Memory memory) {
    lab.report()
        .row(
            List.of(
                what,
                Integer.toString(tasks),
                ProcessFigures.mebibytes(memory.pssKiB()),
                ProcessFigures.mebibytes(memory.peakKiB())));
  }

  /** Of all processes whose environment names the daemon's home, but for the daemon. */
  private record Memory(long pssKiB, long peakKiB) {
    Memory max(Memory other) {
      return new Memory(Math.max(pssKiB, other.pssKiB), Math.max(peakKiB, other.peakKiB));
    }

    static Memory of(MeasuredDaemon daemon) throws IOException {
      long pss = 0;
      long peak = 0;
      String home = daemon.home().toString();
      try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
        for (Path process : processes) {
          long pid = Long.parseLong(process.getFileName().toString());
          try {
            if (pid != daemon.pid()
                && Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .contains(home)) {
              ProcessFigures figures = ProcessFigures.of(pid);
              pss += figures.pssKiB();
              peak = Math.max(peak, figures.peakKiB());
            }
          } catch (IOException | IllegalStateException gone) {
            // it ended while this looked, or has no memory of its own
          }
        }
      }
      return new Memory(pss, peak);
    }
  }
}
